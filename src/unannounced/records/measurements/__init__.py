"""What was measured at places, and which rules of low confidence were signed off."""
