"""Appointments and the calendar."""
