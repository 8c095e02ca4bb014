"""What is told of a hit: how likely it is what was asked, and which sentence made it one."""
