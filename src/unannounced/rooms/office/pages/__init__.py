"""The reading pages of the office: for each subject a module that shapes what its page shows."""
