"""How deep hidden positives lie: a drawn set in which some are planted, described by real encoders and searched."""
