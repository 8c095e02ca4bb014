"""The facts that hold figures: targets, resources, observations, ratios."""
