extension MeasuredChanges {
    static let accounting = """
        @model|account.account||
        @refusal|create|Accounting/Administrator
        @refusal|read|Accounting/Administrator;Accounting/Invoicing;Purchase/Administrator;Contact/Creation;\
        Inventory/Administrator;Sales/User: Own Documents Only;Show Accounting Features - Readonly;Role / User
        @refusal|write|Accounting/Administrator
        @refusal|unlink|Accounting/Administrator
        -allowed_journal_ids
        -deprecated
        account_stock_expense_id|many2one|Expense Account|sqt|account.account
        account_stock_variation_id|many2one|Variation Account|sqt|account.account
        account_type|selection|Type|rsqt||selection=asset_receivable=Receivable;asset_cash=Bank and Cash;\
        asset_current=Current Assets;asset_non_current=Non-current Assets;asset_prepayments=Prepayments;\
        asset_fixed=Fixed Assets;liability_payable=Payable;liability_credit_card=Credit Card;\
        liability_current=Current Liabilities;liability_non_current=Non-current Liabilities;equity=Equity;\
        equity_unaffected=Current Year Earnings;income=Income;income_other=Other Income;expense=Expenses;\
        expense_other=Other Expenses;expense_depreciation=Depreciation;expense_direct_cost=Cost of Revenue;\
        off_balance=Off-Balance Sheet
        active|boolean|Active|sqt
        activity_date_deadline|date|Next Activity Deadline|oq
        activity_exception_decoration|selection|Activity Exception Decoration|oq||selection=warning=Alert;danger=Error
        activity_exception_icon|char|Icon|o
        activity_ids|one2many|Activities|sq|mail.activity/res_id
        activity_state|selection|Activity State|oq||selection=overdue=Overdue;today=Today;planned=Planned
        activity_summary|char|Next Activity Summary|q||path=activity_ids.summary
        activity_type_icon|char|Activity Type Icon|oq||path=activity_ids.icon
        activity_type_id|many2one|Next Activity Type|q|mail.activity.type|path=activity_ids.activity_type_id
        activity_user_id|many2one|Responsible User|oq|res.users
        description|text|Description|sqtT
        my_activity_date_deadline|date|My Activity Deadline|oq
        root_id|many2one|Root|oqt|account.root
        @model|account.journal||
        @refusal|create|Accounting/Administrator
        @refusal|read|Accounting/Administrator;Accounting/Invoicing;Purchase/Administrator;Purchase/User;\
        Inventory/Administrator;Inventory/Administrator;Sales/User: Own Documents Only;\
        Show Accounting Features - Readonly
        @refusal|write|Accounting/Administrator;Inventory/Administrator
        @refusal|unlink|Accounting/Administrator
        -account_control_ids
        -autocheck_on_post
        account_fiscal_country_group_codes|json|Account Fiscal Country Group Codes|o||\
        path=company_id.account_fiscal_country_group_codes
        available_invoice_template_pdf_report_ids|one2many|Available Invoice Template Pdf Report|o|ir.actions.report
        code|char|Sequence Prefix|rsqt||size=5
        display_invoice_template_pdf_report_id|boolean|Display Invoice Template Pdf Report
        has_invalid_statements|boolean|Has Invalid Statements|o
        incoming_einvoice_notification_email|char|Send Copy To|sqt
        invoice_reference_model|selection|Communication Standard|rsqt||selection=odoo=Full Reference (INV/2024/00001);\
        euro=European (RF83INV202400001);number=Numbers only (202400001)
        invoice_reference_type|selection|Communication Type|rsqt||selection=partner=Based on Customer;\
        invoice=Based on Invoice
        invoice_template_pdf_report_id|many2one|Invoice report|sqt|ir.actions.report
        is_self_billing|boolean|Self Billing|sqt
        name_placeholder|char|Name Placeholder|o
        non_deductible_account_id|many2one|Private Share Account|sqt|account.account
        show_fetch_in_einvoices_button|boolean|Show E-Invoice Buttons|o
        show_refresh_out_einvoices_status_button|boolean|Show E-Invoice Status Buttons|o
        @model|account.tax||
        @refusal|create|Accounting/Administrator
        @refusal|read|Accounting/Administrator;Accounting/Invoicing;Purchase/Administrator;Purchase/User;\
        Sales/User: Own Documents Only;Show Accounting Features - Readonly;Role / User
        @refusal|write|Accounting/Administrator
        @refusal|unlink|Accounting/Administrator
        -name_searchable
        display_alternative_taxes_field|boolean|Display Alternative Taxes Field|o
        fiscal_position_ids|many2many|Fiscal Position|sq|account.fiscal.position
        invoice_legal_notes|html|Legal Notes|sqtT
        is_domestic|boolean|Is Domestic|osqt
        original_tax_ids|many2many|Replaces|sq|account.tax
        replacing_tax_ids|many2many|Replaced by|osq|account.tax
        tax_label|char|Tax Label|o
        ubl_cii_requires_exemption_reason|boolean|Ubl Cii Requires Exemption Reason|o
        ubl_cii_tax_category_code|selection|Tax Category Code|sqt||selection=AE=AE - Vat Reverse Charge;\
        E=E - Exempt from Tax;S=S - Standard rate;Z=Z - Zero rated goods;G=G - Free export item, VAT not charged;\
        O=O - Services outside scope of tax;K=K - VAT exempt for EEA intra-community supply of goods and services;\
        L=L - Canary Islands general indirect tax;\
        M=M - Tax for production, services and importation in Ceuta and Melilla;B=B - Transferred (VAT), In Italy
        ubl_cii_tax_exemption_reason_code|selection|Tax Exemption Reason Code|sqt||\
        selection=VATEX-EU-79-C=VATEX-EU-79-C - Exempt based on article 79, point c of Council Directive 2006/112/EC;\
        VATEX-EU-132=VATEX-EU-132 - Exempt based on article 132 of Council Directive 2006/112/EC;\
        VATEX-EU-132-1A=VATEX-EU-132-1A - Exempt based on article 132, section 1 (a) of Council Directive 2006/112/EC;\
        VATEX-EU-132-1B=VATEX-EU-132-1B - Exempt based on article 132, section 1 (b) of Council Directive 2006/112/EC;\
        VATEX-EU-132-1C=VATEX-EU-132-1C - Exempt based on article 132, section 1 (c) of Council Directive 2006/112/EC;\
        VATEX-EU-132-1D=VATEX-EU-132-1D - Exempt based on article 132, section 1 (d) of Council Directive 2006/112/EC;\
        VATEX-EU-132-1E=VATEX-EU-132-1E - Exempt based on article 132, section 1 (e) of Council Directive 2006/112/EC;\
        VATEX-EU-132-1F=VATEX-EU-132-1F - Exempt based on article 132, section 1 (f) of Council Directive 2006/112/EC;\
        VATEX-EU-132-1G=VATEX-EU-132-1G - Exempt based on article 132, section 1 (g) of Council Directive 2006/112/EC;\
        VATEX-EU-132-1H=VATEX-EU-132-1H - Exempt based on article 132, section 1 (h) of Council Directive 2006/112/EC;\
        VATEX-EU-132-1I=VATEX-EU-132-1I - Exempt based on article 132, section 1 (i) of Council Directive 2006/112/EC;\
        VATEX-EU-132-1J=VATEX-EU-132-1J - Exempt based on article 132, section 1 (j) of Council Directive 2006/112/EC;\
        VATEX-EU-132-1K=VATEX-EU-132-1K - Exempt based on article 132, section 1 (k) of Council Directive 2006/112/EC;\
        VATEX-EU-132-1L=VATEX-EU-132-1L - Exempt based on article 132, section 1 (l) of Council Directive 2006/112/EC;\
        VATEX-EU-132-1M=VATEX-EU-132-1M - Exempt based on article 132, section 1 (m) of Council Directive 2006/112/EC;\
        VATEX-EU-132-1N=VATEX-EU-132-1N - Exempt based on article 132, section 1 (n) of Council Directive 2006/112/EC;\
        VATEX-EU-132-1O=VATEX-EU-132-1O - Exempt based on article 132, section 1 (o) of Council Directive 2006/112/EC;\
        VATEX-EU-132-1P=VATEX-EU-132-1P - Exempt based on article 132, section 1 (p) of Council Directive 2006/112/EC;\
        VATEX-EU-132-1Q=VATEX-EU-132-1Q - Exempt based on article 132, section 1 (q) of Council Directive 2006/112/EC;\
        VATEX-EU-143=VATEX-EU-143 - Exempt based on article 143 of Council Directive 2006/112/EC;\
        VATEX-EU-143-1A=VATEX-EU-143-1A - Exempt based on article 143, section 1 (a) of Council Directive 2006/112/EC;\
        VATEX-EU-143-1B=VATEX-EU-143-1B - Exempt based on article 143, section 1 (b) of Council Directive 2006/112/EC;\
        VATEX-EU-143-1C=VATEX-EU-143-1C - Exempt based on article 143, section 1 (c) of Council Directive 2006/112/EC;\
        VATEX-EU-143-1D=VATEX-EU-143-1D - Exempt based on article 143, section 1 (d) of Council Directive 2006/112/EC;\
        VATEX-EU-143-1E=VATEX-EU-143-1E - Exempt based on article 143, section 1 (e) of Council Directive 2006/112/EC;\
        VATEX-EU-143-1F=VATEX-EU-143-1F - Exempt based on article 143, section 1 (f) of Council Directive 2006/112/EC;\
        VATEX-EU-143-1FA=VATEX-EU-143-1FA - Exempt based on article 143, section 1 (fa) of Council Directive \
        2006/112/EC;VATEX-EU-143-1G=VATEX-EU-143-1G - Exempt based on article 143, section 1 (g) of Council Directive \
        2006/112/EC;VATEX-EU-143-1H=VATEX-EU-143-1H - Exempt based on article 143, section 1 (h) of Council Directive \
        2006/112/EC;VATEX-EU-143-1I=VATEX-EU-143-1I - Exempt based on article 143, section 1 (i) of Council Directive \
        2006/112/EC;VATEX-EU-143-1J=VATEX-EU-143-1J - Exempt based on article 143, section 1 (j) of Council Directive \
        2006/112/EC;VATEX-EU-143-1K=VATEX-EU-143-1K - Exempt based on article 143, section 1 (k) of Council Directive \
        2006/112/EC;VATEX-EU-143-1L=VATEX-EU-143-1L - Exempt based on article 143, section 1 (l) of Council Directive \
        2006/112/EC;VATEX-EU-144=VATEX-EU-144 - Exempt based on article 144 of Council Directive 2006/112/EC;\
        VATEX-EU-146-1E=VATEX-EU-146-1E - Exempt based on article 146 section 1 (e) of Council Directive 2006/112/EC;\
        VATEX-EU-148=VATEX-EU-148 - Exempt based on article 148 of Council Directive 2006/112/EC;\
        VATEX-EU-148-A=VATEX-EU-148-A - Exempt based on article 148, section (a) of Council Directive 2006/112/EC;\
        VATEX-EU-148-B=VATEX-EU-148-B - Exempt based on article 148, section (b) of Council Directive 2006/112/EC;\
        VATEX-EU-148-C=VATEX-EU-148-C - Exempt based on article 148, section (c) of Council Directive 2006/112/EC;\
        VATEX-EU-148-D=VATEX-EU-148-D - Exempt based on article 148, section (d) of Council Directive 2006/112/EC;\
        VATEX-EU-148-E=VATEX-EU-148-E - Exempt based on article 148, section (e) of Council Directive 2006/112/EC;\
        VATEX-EU-148-F=VATEX-EU-148-F - Exempt based on article 148, section (f) of Council Directive 2006/112/EC;\
        VATEX-EU-148-G=VATEX-EU-148-G - Exempt based on article 148, section (g) of Council Directive 2006/112/EC;\
        VATEX-EU-151=VATEX-EU-151 - Exempt based on article 151 of Council Directive 2006/112/EC;\
        VATEX-EU-151-1A=VATEX-EU-151-1A - Exempt based on article 151, section 1 (a) of Council Directive 2006/112/EC;\
        VATEX-EU-151-1AA=VATEX-EU-151-1AA - Exempt based on article 151, section 1 (aa) of Council Directive \
        2006/112/EC;VATEX-EU-151-1B=VATEX-EU-151-1B - Exempt based on article 151, section 1 (b) of Council Directive \
        2006/112/EC;VATEX-EU-151-1C=VATEX-EU-151-1C - Exempt based on article 151, section 1 (c) of Council Directive \
        2006/112/EC;VATEX-EU-151-1D=VATEX-EU-151-1D - Exempt based on article 151, section 1 (d) of Council Directive \
        2006/112/EC;VATEX-EU-151-1E=VATEX-EU-151-1E - Exempt based on article 151, section 1 (e) of Council Directive \
        2006/112/EC;VATEX-EU-153=VATEX-EU-153 - Exempt based on article 153 of Council Directive 2006/112/EC;\
        VATEX-EU-159=VATEX-EU-159 - Exempt based on article 159 of Council Directive 2006/112/EC;\
        VATEX-EU-309=VATEX-EU-309 - Exempt based on article 309 of Council Directive 2006/112/EC;\
        VATEX-EU-AE=VATEX-EU-AE - Reverse charge;\
        VATEX-EU-D=VATEX-EU-D - Intra-Community acquisition from second hand means of transport;\
        VATEX-EU-F=VATEX-EU-F - Intra-Community acquisition of second hand goods;\
        VATEX-EU-G=VATEX-EU-G - Export outside the EU;\
        VATEX-EU-I=VATEX-EU-I - Intra-Community acquisition of works of art;\
        VATEX-EU-IC=VATEX-EU-IC - Intra-Community supply;VATEX-EU-O=VATEX-EU-O - Not subject to VAT;\
        VATEX-EU-J=VATEX-EU-J - Intra-Community acquisition of collectors items and antiques;\
        VATEX-FR-FRANCHISE=VATEX-FR-FRANCHISE - France domestic VAT franchise in base;\
        VATEX-FR-CNWVAT=VATEX-FR-CNWVAT - France domestic Credit Notes without VAT, due to supplier forfeit of VAT \
        for discount;VATEX-FR-CGI261-1=VATEX-FR-CGI261-1 - Exempt based on 1 of article 261 of the Code Général des \
        Impôts (CGI ; General tax code);\
        VATEX-FR-CGI261-2=VATEX-FR-CGI261-2 - Exempt based on 2 of article 261 of the Code Général des Impôts (CGI ;\
         General tax code);VATEX-FR-CGI261-3=VATEX-FR-CGI261-3 - Exempt based on 3 of article 261 of the Code Général \
        des Impôts (CGI ; General tax code);\
        VATEX-FR-CGI261-4=VATEX-FR-CGI261-4 - Exempt based on 4 of article 261 of the Code Général des Impôts (CGI ;\
         General tax code);VATEX-FR-CGI261-5=VATEX-FR-CGI261-5 - Exempt based on 5 of article 261 of the Code Général \
        des Impôts (CGI ; General tax code);\
        VATEX-FR-CGI261-7=VATEX-FR-CGI261-7 - Exempt based on 7 of article 261 of the Code Général des Impôts (CGI ;\
         General tax code);VATEX-FR-CGI261-8=VATEX-FR-CGI261-8 - Exempt based on 8 of article 261 of the Code Général \
        des Impôts (CGI ; General tax code);\
        VATEX-FR-CGI261A=VATEX-FR-CGI261A - Exempt based on article 261 A of the Code Général des Impôts (CGI ;\
         General tax code);VATEX-FR-CGI261B=VATEX-FR-CGI261B - Exempt based on article 261 B of the Code Général des \
        Impôts (CGI ; General tax code);\
        VATEX-FR-CGI261C-1=VATEX-FR-CGI261C-1 - Exempt based on 1° of article 261 C of the Code Général des Impôts \
        (CGI ; General tax code);\
        VATEX-FR-CGI261C-2=VATEX-FR-CGI261C-2 - Exempt based on 2° of article 261 C of the Code Général des Impôts \
        (CGI ; General tax code);\
        VATEX-FR-CGI261C-3=VATEX-FR-CGI261C-3 - Exempt based on 3° of article 261 C of the Code Général des Impôts \
        (CGI ; General tax code);\
        VATEX-FR-CGI261D-1=VATEX-FR-CGI261D-1 - Exempt based on 1° of article 261 D of the Code Général des Impôts \
        (CGI ; General tax code);\
        VATEX-FR-CGI261D-1BIS=VATEX-FR-CGI261D-1BIS - Exempt based on 1°bis of article 261 D of the Code Général des \
        Impôts (CGI ; General tax code);\
        VATEX-FR-CGI261D-2=VATEX-FR-CGI261D-2 - Exempt based on 2° of article 261 D of the Code Général des Impôts \
        (CGI ; General tax code);\
        VATEX-FR-CGI261D-3=VATEX-FR-CGI261D-3 - Exempt based on 3° of article 261 D of the Code Général des Impôts \
        (CGI ; General tax code);\
        VATEX-FR-CGI261D-4=VATEX-FR-CGI261D-4 - Exempt based on 4° of article 261 D of the Code Général des Impôts \
        (CGI ; General tax code);\
        VATEX-FR-CGI261E-1=VATEX-FR-CGI261E-1 - Exempt based on 1° of article 261 E of the Code Général des Impôts \
        (CGI ; General tax code);\
        VATEX-FR-CGI261E-2=VATEX-FR-CGI261E-2 - Exempt based on 2° of article 261 E of the Code Général des Impôts \
        (CGI ; General tax code);\
        VATEX-FR-CGI277A=VATEX-FR-CGI277A - Exempt based on article 277 A of the Code Général des Impôts (CGI ;\
         General tax code);VATEX-FR-CGI275=VATEX-FR-CGI275 - Exempt based on article 275 of the Code Général des \
        Impôts (CGI ; General tax code);\
        VATEX-FR-298SEXDECIESA=VATEX-FR-298SEXDECIESA - Exempt based on article 298 sexdecies A of the Code Général \
        des Impôts (CGI ; General tax code);\
        VATEX-FR-CGI295=VATEX-FR-CGI295 - Exempt based on article 295 of the Code Général des Impôts (CGI ;\
         General tax code);VATEX-FR-AE=VATEX-FR-AE - Exempt based on 2 of article 283 of the Code Général des Impôts \
        (CGI ; General tax code)
        @model|account.move||
        @refusal|create|Accounting/Invoicing;Purchase/User
        @refusal|read|Accounting/Administrator;Accounting/Invoicing;Purchase/User;Sales/User: Own Documents Only;\
        Show Accounting Features - Readonly;Role / Portal
        @refusal|write|Accounting/Invoicing;Purchase/User
        @refusal|unlink|Accounting/Invoicing;Purchase/User
        -partner_credit
        -stock_move_id
        -stock_valuation_layer_ids
        account_fiscal_country_group_codes|json|Account Fiscal Country Group Codes|o||\
        path=company_id.account_fiscal_country_group_codes
        adjusting_entries_count|integer|Adjusting Entries Count|o
        adjusting_entries_move_ids|many2many|Created Adjusting Entries|sq|account.move
        adjusting_entry_origin_label|char|Adjusting Entry Origin Label|o
        adjusting_entry_origin_move_ids|many2many|Adjusting Entry Origin Moves|sq|account.move
        adjusting_entry_origin_moves_count|integer|Adjusting Entry Origin Moves Count|o
        alerts|json|Alerts|o
        checked|boolean|Reviewed|sqt
        display_link_qr_code|boolean|Display Link QR-code|o
        display_send_button|boolean|Display Send Button|o
        exchange_diff_partial_ids|one2many|Related reconciliation|sq|account.partial.reconcile/exchange_move_id
        expected_currency_rate|float|Expected Currency Rate|o
        highlight_send_button|boolean|Highlight Send Button|o
        invoice_currency_rate|float|Currency Rate|sqt
        invoice_incoterm_placeholder|char|Invoice Incoterm Placeholder|o
        is_draft_duplicated_ref_ids|boolean|Is Draft Duplicated Ref|o
        is_sale_installed|boolean|Is Sale Installed|o
        is_storno|boolean|Is Storno|o
        journal_line_ids|one2many|Journal Items (DEPRECATED)|sq|account.move.line/move_id
        move_sent_values|selection|Sent|oqt||selection=sent=Sent;not_sent=Not Sent
        no_followup|boolean|No Follow-Up
        purchase_warning_text|text|Purchase Warning|o
        reconciled_payment_ids|many2many|Reconciled Payments|oq|account.payment
        sale_warning_text|text|Sale Warning|o
        show_journal|boolean|Show Journal|o
        show_taxable_supply_date|boolean|Show Taxable Supply Date|o
        status_in_payment|selection|Status In Payment|ot||selection=not_paid=Not Paid;in_payment=In Payment;paid=Paid;\
        partial=Partially Paid;reversed=Reversed;blocked=Blocked;invoicing_legacy=Invoicing App Legacy;draft=Draft;\
        posted=Posted;sent=Sent;cancel=Cancelled
        stock_move_ids|one2many|Stock Move|sq|stock.move/account_move_id
        tax_calculation_rounding_method|selection|Tax calculation rounding method|oqt||\
        path=company_id.tax_calculation_rounding_method|selection=round_globally=Round per Tax;\
        round_per_line=Round per Line
        taxable_supply_date|date|Taxable Supply Date|sqt
        taxable_supply_date_placeholder|char|Taxable Supply Date Placeholder|o
        ubl_cii_xml_filename|char|UBL/CII Filename|o
        @model|account.move.line||
        @refusal|create|Accounting/Invoicing;Purchase/Administrator;Purchase/User
        @refusal|read|Accounting/Administrator;Accounting/Invoicing;Purchase/Administrator;Purchase/User;\
        Sales/User: Own Documents Only;Show Accounting Features - Readonly;Role / Portal
        @refusal|write|Accounting/Invoicing;Purchase/Administrator;Purchase/User
        @refusal|unlink|Accounting/Invoicing;Purchase/Administrator
        -product_uom_category_id
        -stock_valuation_layer_ids
        -tax_tag_invert
        account_root_id|many2one|Account Root|oqt|account.root|path=account_id.root_id
        account_type|selection|Internal Type|oqt||path=account_id.account_type|selection=asset_receivable=Receivable;\
        asset_cash=Bank and Cash;asset_current=Current Assets;asset_non_current=Non-current Assets;\
        asset_prepayments=Prepayments;asset_fixed=Fixed Assets;liability_payable=Payable;\
        liability_credit_card=Credit Card;liability_current=Current Liabilities;\
        liability_non_current=Non-current Liabilities;equity=Equity;equity_unaffected=Current Year Earnings;\
        income=Income;income_other=Other Income;expense=Expenses;expense_other=Other Expenses;\
        expense_depreciation=Depreciation;expense_direct_cost=Cost of Revenue;off_balance=Off-Balance Sheet
        allowed_uom_ids|many2many|Allowed Uom|o|uom.uom
        collapse_composition|boolean|Hide Composition|sqt
        collapse_prices|boolean|Hide Prices|sqt
        deductible_amount|float|Deductibility|sqt
        discount_date|date|Discount Date|osqt
        display_type|selection|Display Type|rsqt||selection=product=Product;cogs=Cost of Goods Sold;tax=Tax;\
        discount=Discount;rounding=Rounding;payment_term=Payment Term;line_section=Section;line_subsection=Subsection;\
        line_note=Note;epd=Early Payment Discount;non_deductible_product_total=Non Deductible Products Total;\
        non_deductible_product=Non Deductible Products;non_deductible_tax=Non Deductible Tax
        extra_tax_data|json|Extra Tax Data|sqt
        has_invalid_analytics|boolean|Has Invalid Analytics|o
        is_storno|boolean|Company Storno Accounting|sqt
        no_followup|boolean|No Follow-Up|sqt
        parent_id|many2one|Parent Section Line|o|account.move.line
        price_unit|float|Unit Price|sqt
        product_uom_id|many2one|Unit|sqt|uom.uom
        purchase_line_warn_msg|text|Purchase Line Warn Msg|o
        reconciled_lines_excluding_exchange_diff_ids|many2many|Reconciled Lines Excluding Exchange Diff|o|\
        account.move.line
        reconciled_lines_ids|many2many|Reconciled Lines||account.move.line
        sale_line_warn_msg|text|Sale Line Warn Msg|o
        search_account_id|many2one|Search Account|q|account.account
        tax_calculation_rounding_method|selection|Tax calculation rounding method|oqt||\
        path=company_id.tax_calculation_rounding_method|selection=round_globally=Round per Tax;\
        round_per_line=Round per Line
        @model|account.payment.register||
        @refusal|create|Accounting/Invoicing
        @refusal|read|Accounting/Invoicing
        @refusal|write|Accounting/Invoicing
        @model|account.payment||
        @refusal|create|Accounting/Invoicing
        @refusal|read|Accounting/Invoicing;Show Accounting Features - Readonly
        @refusal|write|Accounting/Invoicing
        @refusal|unlink|Accounting/Invoicing
        reconciled_invoice_ids|many2many|Reconciled Invoices|oq|account.move
        @model|account.payment.term||
        @refusal|create|Accounting/Administrator
        @refusal|read|Accounting/Administrator;Sales/User: Own Documents Only;Role / Portal;Role / User
        @refusal|write|Accounting/Administrator
        @refusal|unlink|Accounting/Administrator
        @model|account.payment.term.line||
        @refusal|create|Accounting/Administrator
        @refusal|read|Accounting/Administrator;Role / User
        @refusal|write|Accounting/Administrator
        @refusal|unlink|Accounting/Administrator
        @model|account.move.reversal||
        @refusal|create|Accounting/Invoicing
        @refusal|read|Accounting/Invoicing
        @refusal|write|Accounting/Invoicing
        country_code|char|Country Code|o||size=2|path=company_id.country_id.code
        """
}
