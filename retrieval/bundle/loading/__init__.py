"""A release for whoever trains or evaluates on it: typed objects, images, torch and Hugging Face datasets."""
