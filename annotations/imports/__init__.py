"""The import format of spec §13: read strictly, with file, line, column, code and reason for what can't be taken."""
