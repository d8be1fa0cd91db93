-- All rows go and come again in one transaction: readers keep what they saw, views and grants stay.
delete from {{ target }} where true;
