"""The house's rules as guards: each takes the folder of a tree and answers with what is wrong in it, a line each."""
