extension MeasuredModel {
    static let productCategory = """
        @model|product.category|Product Category|complete_name|complete_name
        17 @refusal|create|Administration/Settings;Purchase/Administrator;Inventory/Administrator;Sales/Administrator
        17 @refusal|read|Administration/Settings;User types/Internal User;Purchase/Administrator;\
        Inventory/Administrator;Sales/Administrator
        17 @refusal|write|Administration/Settings;Purchase/Administrator;Inventory/Administrator;Sales/Administrator
        17 @refusal|unlink|Administration/Settings;Purchase/Administrator;Inventory/Administrator;Sales/Administrator
        18 @refusal|create|Purchase/Administrator;Extra Rights/Product Creation;Inventory/Administrator;\
        Sales/Administrator
        18 @refusal|read|User types/Internal User;Purchase/Administrator;Extra Rights/Product Creation;\
        Inventory/Administrator;Sales/Administrator
        18 @refusal|write|Purchase/Administrator;Extra Rights/Product Creation;Inventory/Administrator;\
        Sales/Administrator
        18 @refusal|unlink|Purchase/Administrator;Extra Rights/Product Creation;Inventory/Administrator;\
        Sales/Administrator
        17 @access|crwd|Administration/Settings
        18 @access|crwd|Extra Rights/Product Creation
        @access|crwd|Inventory/Administrator
        @access|crwd|Purchase/Administrator
        @access|crwd|Sales/Administrator
        @access|r|User types/Internal User
        child_id|one2many|Child Categories|sq|product.category/parent_id
        complete_name|char|Complete Name|osqt
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        filter_for_stock_putaway_rule|boolean|stock.putaway.rule|q
        18 has_message|boolean|Has Message|oq
        id|integer|ID|osqt
        18 message_attachment_count|integer|Attachment Count|o
        18 message_follower_ids|one2many|Followers|sq|mail.followers/res_id
        18 message_has_error|boolean|Message Delivery error|oq
        18 message_has_error_counter|integer|Number of errors|o
        18 message_has_sms_error|boolean|SMS Delivery error|oq
        18 message_ids|one2many|Messages|sq|mail.message/res_id
        18 message_is_follower|boolean|Is Follower|oq
        18 message_needaction|boolean|Action Needed|oq
        18 message_needaction_counter|integer|Number of Actions|o
        18 message_partner_ids|many2many|Followers (Partners)|q|res.partner
        name|char|Name|rsqt
        packaging_reserve_method|selection|Reserve Packagings|sqt||selection=full=Reserve Only Full Packagings;\
        partial=Reserve Partial Packagings
        parent_id|many2one|Parent Category|sqt|product.category
        parent_path|char|Parent Path|sqt
        18 parent_route_ids|many2many|Parent Routes|o|stock.route
        product_count|integer|# Products|o
        product_properties_definition|properties_definition|Product Properties|sqt
        17 property_account_creditor_price_difference_categ|many2one|Price Difference Account|qc|account.account
        18 property_account_creditor_price_difference_categ|many2one|Price Difference Account|sqtc|account.account
        18 property_account_downpayment_categ_id|many2one|Downpayment Account|sqtc|account.account
        17 property_account_expense_categ_id|many2one|Expense Account|qc|account.account
        18 property_account_expense_categ_id|many2one|Expense Account|sqtc|account.account
        17 property_account_income_categ_id|many2one|Income Account|qc|account.account
        18 property_account_income_categ_id|many2one|Income Account|sqtc|account.account
        17 property_cost_method|selection|Costing Method|rqc||selection=standard=Standard Price;fifo=First In First \
        Out (FIFO);average=Average Cost (AVCO)
        18 property_cost_method|selection|Costing Method|sqtc||selection=standard=Standard Price;fifo=First In \
        First Out (FIFO);average=Average Cost (AVCO)
        17 property_stock_account_input_categ_id|many2one|Stock Input Account|qc|account.account
        18 property_stock_account_input_categ_id|many2one|Stock Input Account|sqtc|account.account
        17 property_stock_account_output_categ_id|many2one|Stock Output Account|qc|account.account
        18 property_stock_account_output_categ_id|many2one|Stock Output Account|sqtc|account.account
        17 property_stock_journal|many2one|Stock Journal|qc|account.journal
        18 property_stock_journal|many2one|Stock Journal|sqtc|account.journal
        17 property_stock_valuation_account_id|many2one|Stock Valuation Account|qc|account.account
        18 property_stock_valuation_account_id|many2one|Stock Valuation Account|sqtc|account.account
        17 property_valuation|selection|Inventory Valuation|rqc||selection=manual_periodic=Manual;real_time=Automated
        18 property_valuation|selection|Inventory Valuation|sqtc||selection=manual_periodic=Manual;real_time=Automated
        putaway_rule_ids|one2many|Putaway Rules|sq|stock.putaway.rule/category_id
        18 rating_ids|one2many|Ratings|sq|rating.rating/res_id
        removal_strategy_id|many2one|Force Removal Strategy|sqt|product.removal
        route_ids|many2many|Routes|sq|stock.route
        17 total_route_ids|many2many|Total routes|o|stock.route
        18 total_route_ids|many2many|Total routes|oq|stock.route
        18 website_message_ids|one2many|Website Messages|sq|mail.message/res_id
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
