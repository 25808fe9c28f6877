"""The sides of a comparison. Each runs in a process of its own, in the environment of its library.

The sides of the official SDK share the name `revox` with this project, so that nothing here may import that at the top.
"""
