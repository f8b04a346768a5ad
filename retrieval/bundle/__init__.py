"""The release format: schema, checks before writing, writer, reader and verification."""
