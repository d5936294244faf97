"""Official figures from where they are published: fetch, compare, replace."""
