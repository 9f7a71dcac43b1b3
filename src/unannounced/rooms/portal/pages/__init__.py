"""The pages of the portal, one file for each subject."""
