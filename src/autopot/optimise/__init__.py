"""Optimisation: the default workforces, bounds, plans (Pyomo and HiGHS), and calibration.

Nothing is imported here, so that calibration does not load Pyomo, which takes 20 MB and 0.2 s.
"""
