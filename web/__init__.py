"""The pages: a chat for people, in Japanese, from nothing but this machine."""
