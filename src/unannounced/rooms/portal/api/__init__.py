"""The public interface of the portal: the law for programs, read-only, as JSON."""
