"""What people read: portraits, segments, predictions, their evaluation, and the next campaign."""
