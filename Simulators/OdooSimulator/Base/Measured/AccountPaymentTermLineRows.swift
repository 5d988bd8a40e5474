extension MeasuredRecords {
    static let accountPaymentTermLine = """
        18 #1|payment_id=@account.account_payment_term_immediate|value=percent|value_amount=100|\
        delay_type=days_after|nb_days=0|days_next_month=10
        18 #2|payment_id=@account.account_payment_term_15days|value=percent|value_amount=100|delay_type=days_after|\
        nb_days=15|days_next_month=10
        18 #3|payment_id=@account.account_payment_term_21days|value=percent|value_amount=100|delay_type=days_after|\
        nb_days=21|days_next_month=10
        18 #4|payment_id=@account.account_payment_term_30days|value=percent|value_amount=100|delay_type=days_after|\
        nb_days=30|days_next_month=10
        18 #5|payment_id=@account.account_payment_term_45days|value=percent|value_amount=100|delay_type=days_after|\
        nb_days=45|days_next_month=10
        18 #6|payment_id=@account.account_payment_term_end_following_month|value=percent|value_amount=100|\
        delay_type=days_after_end_of_next_month|nb_days=0|days_next_month=10
        18 #7|payment_id=@account.account_payment_term_30_days_end_month_the_10|value=percent|value_amount=100|\
        delay_type=days_after_end_of_next_month|nb_days=10|days_next_month=10
        18 #8|payment_id=@account.account_payment_term_advance_60days|value=percent|value_amount=30|\
        delay_type=days_after|nb_days=0|days_next_month=10
        18 #9|payment_id=@account.account_payment_term_advance_60days|value=percent|value_amount=70|\
        delay_type=days_after|nb_days=60|days_next_month=10
        18 #10|payment_id=@account.account_payment_term_30days_early_discount|value=percent|value_amount=100|\
        delay_type=days_after|nb_days=30|days_next_month=10
        18 #11|payment_id=@account.account_payment_term_90days_on_the_10th|value=percent|value_amount=100|\
        delay_type=days_end_of_month_on_the|nb_days=90|days_next_month=10
        17 #1|payment_id=@account.account_payment_term_immediate|value=percent|value_amount=100|\
        delay_type=days_after|nb_days=0
        17 #2|payment_id=@account.account_payment_term_15days|value=percent|value_amount=100|delay_type=days_after|\
        nb_days=15
        17 #3|payment_id=@account.account_payment_term_21days|value=percent|value_amount=100|delay_type=days_after|\
        nb_days=21
        17 #4|payment_id=@account.account_payment_term_30days|value=percent|value_amount=100|delay_type=days_after|\
        nb_days=30
        17 #5|payment_id=@account.account_payment_term_45days|value=percent|value_amount=100|delay_type=days_after|\
        nb_days=45
        17 #6|payment_id=@account.account_payment_term_end_following_month|value=percent|value_amount=100|\
        delay_type=days_after_end_of_next_month|nb_days=0
        17 #7|payment_id=@account.account_payment_term_30_days_end_month_the_10|value=percent|value_amount=100|\
        delay_type=days_after_end_of_next_month|nb_days=10
        17 #8|payment_id=@account.account_payment_term_advance_60days|value=percent|value_amount=30|\
        delay_type=days_after|nb_days=0
        17 #9|payment_id=@account.account_payment_term_advance_60days|value=percent|value_amount=70|\
        delay_type=days_after|nb_days=60
        17 #10|payment_id=@account.account_payment_term_30days_early_discount|value=percent|value_amount=100|\
        delay_type=days_after|nb_days=30
        """
}
