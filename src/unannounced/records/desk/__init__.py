"""What officers of a State have and write: reports transmitted to it, drafts of answers, responses given."""
