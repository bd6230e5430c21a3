-- The report by day reads what stands now, and the movements and orders of its days and since.
create index transfer_at on parley.transfer (at);
create index transfer_order_ordered on parley.transfer_order (ordered_at);
create index account_beside_escrow on parley.account (currency, kind) include (balance)
    where kind in ('ARBITRATION_HELD', 'RECEIVABLE') and balance <> 0;
