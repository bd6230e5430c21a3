-- What is in escrow now, for the metrics: accounts that once held money and are empty are not read.
create index account_in_escrow on parley.account (currency, kind) include (balance)
    where kind in ('FREE', 'HELD') and balance > 0;
