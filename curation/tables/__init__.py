"""CSV files of the import formats (spec §13): read strictly, every refused cell with its place and reason."""
