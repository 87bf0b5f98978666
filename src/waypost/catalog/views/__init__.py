"""The pages of those who write what can be earned."""
