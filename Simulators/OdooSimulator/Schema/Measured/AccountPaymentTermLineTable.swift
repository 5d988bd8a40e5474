extension MeasuredModel {
    static let accountPaymentTermLine = """
        @model|account.payment.term.line|Payment Terms Line|id|
        17 @refusal|create|Invoicing/Billing Administrator
        17 @refusal|read|User types/Internal User;Invoicing/Billing Administrator
        17 @refusal|write|Invoicing/Billing Administrator
        17 @refusal|unlink|Invoicing/Billing Administrator
        18 @refusal|create|Invoicing/Administrator
        18 @refusal|read|User types/Internal User;Invoicing/Administrator
        18 @refusal|write|Invoicing/Administrator
        18 @refusal|unlink|Invoicing/Administrator
        17 @access|crwd|Invoicing/Billing Administrator
        18 @access|crwd|Invoicing/Administrator
        @access|r|User types/Internal User
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        18 days_next_month|char|Days on the next month|sqt||size=2
        17 delay_type|selection|Delay Type|rsqt||selection=days_after=Days after invoice date;\
        days_after_end_of_month=Days after end of month;days_after_end_of_next_month=Days after end of next month
        18 delay_type|selection|Delay Type|rsqt||selection=days_after=Days after invoice date;\
        days_after_end_of_month=Days after end of month;days_after_end_of_next_month=Days after end of next month;\
        days_end_of_month_on_the=Days end of month on the
        18 display_days_next_month|boolean|Display Days Next Month|o
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        id|integer|ID|osqt
        nb_days|integer|Days|sqt
        payment_id|many2one|Payment Terms|rsqt|account.payment.term
        value|selection|Value|rsqt||selection=percent=Percent;fixed=Fixed
        value_amount|float|Due|sqt||digits=16,6
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
