"""The worked case: three invented States, built through the real actions from a fixed seed."""
