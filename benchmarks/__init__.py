"""Speed and quality as ratios to what people would use otherwise; see README.md."""
