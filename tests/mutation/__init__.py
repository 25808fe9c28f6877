"""Mutation testing: do the tests bite?"""
