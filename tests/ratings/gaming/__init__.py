"""What each trick would gain, and what the rules make of it."""
