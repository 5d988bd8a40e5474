extension MeasuredRecords {
    static let accountPaymentTerm = """
        account.account_payment_term_immediate|name=Immediate Payment|active=true|sequence=10
        account.account_payment_term_15days|name=15 Days|active=true|sequence=10
        account.account_payment_term_21days|name=21 Days|active=true|sequence=10
        account.account_payment_term_30days|name=30 Days|active=true|sequence=10
        account.account_payment_term_45days|name=45 Days|active=true|sequence=10
        account.account_payment_term_end_following_month|name=End of Following Month|active=true|sequence=10
        account.account_payment_term_30_days_end_month_the_10|name=10 Days after End of Next Month|active=true|\
        sequence=10
        account.account_payment_term_advance_60days|name=30% Now, Balance 60 Days|active=true|sequence=10
        account.account_payment_term_30days_early_discount|name=2/7 Net 30|active=true|sequence=10
        18 account.account_payment_term_90days_on_the_10th|name=90 days, on the 10th|active=true|sequence=10
        """
}
