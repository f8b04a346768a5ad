"""What recognises an image again: PDQ for the whole, local features for its parts."""
