"""The public interface of the portal: the law and the archive for programs, read-only, as JSON."""
