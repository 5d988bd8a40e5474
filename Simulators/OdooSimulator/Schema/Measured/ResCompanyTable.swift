extension MeasuredModel {
    static let resCompany = """
        @model|res.company|Companies|sequence, name|name
        @refusal|create|Administration/Access Rights
        @refusal|write|Administration/Access Rights
        @refusal|unlink|Administration/Access Rights
        @access|crwd|Administration/Access Rights
        @access|r|User types/Internal User
        @access|r|User types/Portal
        @access|r|User types/Public
        account_cash_basis_base_account_id|many2one|Base Tax Received Account|sqt|account.account
        account_default_pos_receivable_account_id|many2one|Default PoS Receivable Account|sqt|account.account
        account_discount_expense_allocation_id|many2one|Separate account for expense discount|sqt|account.account
        account_discount_income_allocation_id|many2one|Separate account for income discount|sqt|account.account
        account_enabled_tax_country_ids|many2many|l10n-used countries|o|res.country
        account_fiscal_country_id|many2one|Fiscal Country|sqt|res.country
        account_journal_early_pay_discount_gain_account_id|many2one|Cash Discount Write-Off Gain Account|sqt|\
        account.account
        account_journal_early_pay_discount_loss_account_id|many2one|Cash Discount Write-Off Loss Account|sqt|\
        account.account
        17 account_journal_payment_credit_account_id|many2one|Journal Outstanding Payments|sqt|account.account
        17 account_journal_payment_debit_account_id|many2one|Journal Outstanding Receipts|sqt|account.account
        account_journal_suspense_account_id|many2one|Journal Suspense Account|sqt|account.account
        account_opening_date|date|Opening Entry|rsqt
        17 account_opening_journal_id|many2one|Opening Journal|q|account.journal|\
        path=account_opening_move_id.journal_id
        18 account_opening_journal_id|many2one|Opening Journal|qt|account.journal|\
        path=account_opening_move_id.journal_id
        account_opening_move_id|many2one|Opening Journal Entry|sqt|account.move
        18 account_price_include|selection|Default Sales Price Include|rsqt||selection=tax_included=Tax Included;\
        tax_excluded=Tax Excluded
        18 account_production_wip_account_id|many2one|Production WIP Account|sqt|account.account
        18 account_production_wip_overhead_account_id|many2one|Production WIP Overhead Account|sqt|account.account
        account_purchase_tax_id|many2one|Default Purchase Tax|sqt|account.tax
        account_sale_tax_id|many2one|Default Sale Tax|sqt|account.tax
        account_storno|boolean|Storno accounting|sqt
        account_use_credit_limit|boolean|Sales Credit Limit|sqt
        active|boolean|Active|sqt
        alias_domain_id|many2one|Email Domain|sqt|mail.alias.domain
        alias_domain_name|char|Alias Domain Name|osqt||path=alias_domain_id.name
        all_child_ids|one2many|All Child|sq|res.company/parent_id
        anglo_saxon_accounting|boolean|Use anglo-saxon accounting|sqt
        annual_inventory_day|integer|Day of the month|sqt
        annual_inventory_month|selection|Annual Inventory Month|sqt||selection=1=January;2=February;3=March;4=April;\
        5=May;6=June;7=July;8=August;9=September;10=October;11=November;12=December
        automatic_entry_default_journal_id|many2one|Automatic Entry Default Journal|sqt|account.journal
        18 autopost_bills|boolean|Auto-validate bills|sqt
        bank_account_code_prefix|char|Prefix of the bank accounts|sqt
        bank_ids|one2many|Banks|q|res.partner.bank|path=partner_id.bank_ids
        bank_journal_ids|one2many|Bank Journals|sq|account.journal/company_id
        18 batch_payment_sequence_id|many2one|Batch Payment Sequence|osqt|ir.sequence
        bounce_email|char|Bounce Email|o
        bounce_formatted|char|Bounce|o
        cash_account_code_prefix|char|Prefix of the cash accounts|sqt
        catchall_email|char|Catchall Email|o
        catchall_formatted|char|Catchall|o
        17 chart_template|selection|Chart Template|sqt||selection=generic_coa=Generic Chart Template;ae=🇦🇪 United \
        Arab Emirates;ar_base=🇦🇷 Argentina - Generic Chart of Accounts Argentina Single Taxpayer / Basis;ar_ex=🇦🇷 \
        Argentina - Argentine Generic Chart of Accounts for Exempt Individuals;ar_ri=🇦🇷 Argentina - Argentine \
        Generic Chart of Accounts for Registered Accountants;at=🇦🇹 Austria;au=🇦🇺 Australia;bd=🇧🇩 Bangladesh;\
        be_comp=🇧🇪 Belgium - Companies;be_asso=🇧🇪 Belgium - Associations and Foundations;bf=🇧🇫 Burkina Faso - \
        Syscohada for Burkina Faso;bg=🇧🇬 Bulgaria;bj=🇧🇯 Benin - Syscohada for Benin;bo=🇧🇴 Bolivia;br=🇧🇷 Brazil;\
        ca_2023=🇨🇦 Canada;cd=🇨🇩 Democratic Republic of the Congo - Syscohada Chart of Accounts for DRC;cf=🇨🇫 \
        Central African Republic - Syscohada for Central African Republic;cg=🇨🇬 Congo - Syscohada Chart of Accounts \
        for Congo;ch=🇨🇭 Switzerland;ci=🇨🇮 Côte d'Ivoire - Syscohada for Ivory Coast;cl=🇨🇱 Chile;cm=🇨🇲 Cameroon - \
        Syscohada Chart of Accounts for Cameroon;cn=🇨🇳 China;cn_large_bis=🇨🇳 China - Large Business;co=🇨🇴 Colombia;\
        cr=🇨🇷 Costa Rica;cz=🇨🇿 Czech Republic;de_skr03=🇩🇪 Germany - German Chart of Accounts SKR03;de_skr04=🇩🇪 \
        Germany - German chart of accounts SKR04;dk=🇩🇰 Denmark;do=🇩🇴 Dominican Republic;dz=🇩🇿 Algeria;ec=🇪🇨 Ecuador;\
        ee=🇪🇪 Estonia;eg=🇪🇬 Egypt;es_pymes=🇪🇸 Spain - SMEs (2008);es_assec=🇪🇸 Spain - Non-profit entities (2008);\
        es_coop_full=🇪🇸 Spain - Cooperatives - Complete (2008);es_coop_pymes=🇪🇸 Spain - Cooperatives - SMEs (2008);\
        es_full=🇪🇸 Spain - Complete (2008);et=🇪🇹 Ethiopia;fi=🇫🇮 Finland;fr=🇫🇷 France;ga=🇬🇦 Gabon - Syscohada for \
        Gabon;gn=🇬🇳 Guinea - Syscohada Chart of Accounts for Guinea;gq=🇬🇶 Equatorial Guinea - Syscohada for Guinea \
        Equatorial;gr=🇬🇷 Greece;gt=🇬🇹 Guatemala;gw=🇬🇼 Guinea-Bissau - Syscohada for Guinea-Bissau;hk=🇭🇰 Hong Kong;\
        hn=🇭🇳 Honduras;hr=🇭🇷 Croatia;hr_kuna=🇭🇷 Croatia - RRIF-ov računski plan za poduzetnike;hu=🇭🇺 Hungary;id=🇮🇩 \
        Indonesia;ie=🇮🇪 Ireland;il=🇮🇱 Israel;in=🇮🇳 India;it=🇮🇹 Italy;jp=🇯🇵 Japan;ke=🇰🇪 Kenya;km=🇰🇲 Comoros - \
        Syscohada for Comoros;kz=🇰🇿 Kazakhstan;lt=🇱🇹 Lithuania;lu=🇱🇺 Luxembourg;lv=🇱🇻 Latvia;ma=🇲🇦 Morocco;ml=🇲🇱 \
        Mali - Syscohada for Tchad;mn=🇲🇳 Mongolia;mt=🇲🇹 Malta;mu=🇲🇺 Mauritius;mx=🇲🇽 Mexico;my=🇲🇾 Malaysia;mz=🇲🇿 \
        Mozambique;ne=🇳🇪 Niger - Syscohada for Niger;ng=🇳🇬 Nigeria;nl=🇳🇱 Netherlands;no=🇳🇴 Norway;nz=🇳🇿 New Zealand;\
        pa=🇵🇦 Panama;pe=🇵🇪 Peru;ph=🇵🇭 Philippines;pk=🇵🇰 Pakistan;pl=🇵🇱 Poland;pt=🇵🇹 Portugal;ro=🇷🇴 Romania;rs=🇷🇸 \
        Serbia;rw=🇷🇼 Rwanda;sa=🇸🇦 Saudi Arabia;se=🇸🇪 Sweden;se_K2=🇸🇪 Sweden - Swedish BAS Chart of Account complete \
        K2;se_K3=🇸🇪 Sweden - Swedish BAS Chart of Account complete K3;sg=🇸🇬 Singapore;si=🇸🇮 Slovenia;sk=🇸🇰 Slovakia;\
        sn=🇸🇳 Senegal - Syscohada for Sénégal;syscohada=SYSCOHADA - Revised;td=🇹🇩 Chad - Syscohada for Tchad;tg=🇹🇬 \
        Togo - Syscohada Chart of Accounts for Togo;th=🇹🇭 Thailand;tn=🇹🇳 Tunisia;tr=🇹🇷 Turkey;tw=🇹🇼 Taiwan;tz=🇹🇿 \
        Tanzania;ua_ias=🇺🇦 Ukraine - План рахунків МСФЗ;ua_psbo=🇺🇦 Ukraine - План рахунків ПСБО;ug=🇺🇬 Uganda - \
        Uganda Generic Chart of Accounts;uk=🇬🇧 United Kingdom;uy=🇺🇾 Uruguay - Uruguayan Generic Chart of Accounts;\
        ve=🇻🇪 Venezuela;vn=🇻🇳 Vietnam;za=🇿🇦 South Africa;zm=🇿🇲 Zambia
        18 chart_template|selection|Chart Template|sqt||selection=generic_coa=United States of America (Generic);\
        ae=🇦🇪 United Arab Emirates;ar_base=🇦🇷 Argentina - Generic Chart of Accounts Argentina Single Taxpayer / \
        Basis;ar_ex=🇦🇷 Argentina - Argentine Generic Chart of Accounts for Exempt Individuals;ar_ri=🇦🇷 Argentina - \
        Argentine Generic Chart of Accounts for Registered Accountants;at=🇦🇹 Austria;au=🇦🇺 Australia;bd=🇧🇩 \
        Bangladesh;be_comp=🇧🇪 Belgium - Companies;be_asso=🇧🇪 Belgium - Associations and Foundations;bf=🇧🇫 Burkina \
        Faso - SYSCOHADA for Companies;bf_syscebnl=🇧🇫 Burkina Faso - SYSCEBNL for Associations;bg=🇧🇬 Bulgaria;bh=🇧🇭 \
        Bahrain;bj=🇧🇯 Benin - SYSCOHADA for Companies;bj_syscebnl=🇧🇯 Benin - SYSCEBNL for Associations;bo=🇧🇴 \
        Bolivia;br=🇧🇷 Brazil;ca_2023=🇨🇦 Canada;cd=🇨🇩 Democratic Republic of the Congo - SYSCOHADA for Companies;\
        cd_syscebnl=🇨🇩 Democratic Republic of the Congo - SYSCEBNL for Associations;cf=🇨🇫 Central African Republic \
        - SYSCOHADA for Companies;cf_syscebnl=🇨🇫 Central African Republic - SYSCEBNL for Associations;cg=🇨🇬 Congo - \
        SYSCOHADA for Companies;cg_syscebnl=🇨🇬 Congo - SYSCEBNL for Associations;ch=🇨🇭 Switzerland;ci=🇨🇮 Côte \
        d'Ivoire - SYSCOHADA for Companies;ci_syscebnl=🇨🇮 Côte d'Ivoire - SYSCEBNL for Associations;cl=🇨🇱 Chile;\
        cm=🇨🇲 Cameroon - SYSCOHADA for Companies;cm_syscebnl=🇨🇲 Cameroon - SYSCEBNL for Associations;cn=🇨🇳 China;\
        cn_large_bis=🇨🇳 China - Large Business;co=🇨🇴 Colombia;cr=🇨🇷 Costa Rica;cy=🇨🇾 Cyprus;cz=🇨🇿 Czech Republic;\
        de_skr03=🇩🇪 Germany - German Chart of Accounts SKR03;de_skr04=🇩🇪 Germany - German chart of accounts SKR04;\
        dk=🇩🇰 Denmark;do=🇩🇴 Dominican Republic;dz=🇩🇿 Algeria;ec=🇪🇨 Ecuador;ee=🇪🇪 Estonia;eg=🇪🇬 Egypt;es_pymes=🇪🇸 \
        Spain - SMEs (2008);es_assec=🇪🇸 Spain - Non-profit entities (2008);es_canary_assoc=🇪🇸 Spain - Canary \
        Islands - PGCE non-profit entities (2008);es_canary_full=🇪🇸 Spain - Canary Islands - Complete (2008);\
        es_canary_pymes=🇪🇸 Spain - Canary Islands - SMEs (2008);es_coop_full=🇪🇸 Spain - Cooperatives - Complete \
        (2008);es_coop_pymes=🇪🇸 Spain - Cooperatives - SMEs (2008);es_full=🇪🇸 Spain - Complete (2008);et=🇪🇹 \
        Ethiopia;fi=🇫🇮 Finland;fr=🇫🇷 France;mc=🇲🇨 Monaco;ga=🇬🇦 Gabon - SYSCOHADA for Companies;ga_syscebnl=🇬🇦 Gabon \
        - SYSCEBNL for Associations;gn=🇬🇳 Guinea - SYSCOHADA for Companies;gn_syscebnl=🇬🇳 Guinea - SYSCEBNL for \
        Associations;gq=🇬🇶 Equatorial Guinea - SYSCOHADA for Companies;gq_syscebnl=🇬🇶 Equatorial Guinea - SYSCEBNL \
        for Associations;gr=🇬🇷 Greece;gt=🇬🇹 Guatemala;gw=🇬🇼 Guinea-Bissau - SYSCOHADA for Companies;gw_syscebnl=🇬🇼 \
        Guinea-Bissau - SYSCEBNL for Associations;hk=🇭🇰 Hong Kong;hn=🇭🇳 Honduras;hr=🇭🇷 Croatia;hr_kuna=🇭🇷 Croatia - \
        RRIF-ov računski plan za poduzetnike;hu=🇭🇺 Hungary;id=🇮🇩 Indonesia;ie=🇮🇪 Ireland;il=🇮🇱 Israel;in=🇮🇳 India;\
        iq=🇮🇶 Iraq;it=🇮🇹 Italy;jo_standard=🇯🇴 Jordan;jp=🇯🇵 Japan;ke=🇰🇪 Kenya;km=🇰🇲 Comoros - SYSCOHADA for \
        Companies;km_syscebnl=🇰🇲 Comoros - SYSCEBNL for Associations;kr=🇰🇷 South Korea;kw=🇰🇼 Kuwait;kz=🇰🇿 \
        Kazakhstan;lb=🇱🇧 Lebanon;lt=🇱🇹 Lithuania;lu=🇱🇺 Luxembourg;lv=🇱🇻 Latvia;ma=🇲🇦 Morocco;ml=🇲🇱 Mali - SYSCOHADA \
        for Companies;ml_syscebnl=🇲🇱 Mali - SYSCEBNL for Associations;mn=🇲🇳 Mongolia;mt=🇲🇹 Malta;mu=🇲🇺 Mauritius;\
        mx=🇲🇽 Mexico;my=🇲🇾 Malaysia;mz=🇲🇿 Mozambique;ne=🇳🇪 Niger - SYSCOHADA for Companies;ne_syscebnl=🇳🇪 Niger - \
        SYSCEBNL for Associations;ng=🇳🇬 Nigeria;nl=🇳🇱 Netherlands;no=🇳🇴 Norway;nz=🇳🇿 New Zealand;pa=🇵🇦 Panama;pe=🇵🇪 \
        Peru;ph=🇵🇭 Philippines;pk=🇵🇰 Pakistan;pl=🇵🇱 Poland;pt=🇵🇹 Portugal;qa=🇶🇦 Qatar;ro=🇷🇴 Romania;rs=🇷🇸 Serbia;\
        rw=🇷🇼 Rwanda;sa=🇸🇦 Saudi Arabia;se=🇸🇪 Sweden;se_K2=🇸🇪 Sweden - Swedish BAS Chart of Account complete K2;\
        se_K3=🇸🇪 Sweden - Swedish BAS Chart of Account complete K3;sg=🇸🇬 Singapore;si=🇸🇮 Slovenia;sk=🇸🇰 Slovakia;\
        sn=🇸🇳 Senegal - SYSCOHADA for Companies;sn_syscebnl=🇸🇳 Senegal - SYSCEBNL for Associations;\
        syscebnl=SYSCEBNL;syscohada=SYSCOHADA - Revised;td=🇹🇩 Chad - SYSCOHADA for Companies;td_syscebnl=🇹🇩 Chad - \
        SYSCEBNL for Associations;tg=🇹🇬 Togo - SYSCOHADA for Companies;tg_syscebnl=🇹🇬 Togo - SYSCEBNL for \
        Associations;th=🇹🇭 Thailand;tn=🇹🇳 Tunisia;tr=🇹🇷 Türkiye;tw=🇹🇼 Taiwan;tz=🇹🇿 Tanzania;ua_psbo=🇺🇦 Ukraine - \
        IFRS Chart of Accounts;ug=🇺🇬 Uganda - Uganda Generic Chart of Accounts;uk=🇬🇧 United Kingdom;uy=🇺🇾 Uruguay - \
        Uruguayan Generic Chart of Accounts;ve=🇻🇪 Venezuela;vn=🇻🇳 Vietnam;za=🇿🇦 South Africa;zm=🇿🇲 Zambia
        18 check_account_audit_trail|boolean|Audit Trail|sqt
        child_ids|one2many|Branches|sq|res.company/parent_id
        city|char|City
        color|integer|Color
        company_details|html|Company Details|sqtT
        17 company_registry|char|Company ID|q||path=partner_id.company_registry
        18 company_registry|char|Company ID|qt||path=partner_id.company_registry
        18 company_registry_placeholder|char|Company Registry Placeholder|o
        18 company_vat_placeholder|char|Company Vat Placeholder|o
        country_code|char|Country Code|oq||path=country_id.code|size=2
        country_id|many2one|Country||res.country
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        currency_exchange_journal_id|many2one|Exchange Gain or Loss Journal|sqt|account.journal
        currency_id|many2one|Currency|rsqt|res.currency
        days_to_purchase|float|Days to Purchase|sqt
        default_cash_difference_expense_account_id|many2one|Cash Difference Expense|sqt|account.account
        default_cash_difference_income_account_id|many2one|Cash Difference Income|sqt|account.account
        default_from_email|char|Default From|o||path=alias_domain_id.default_from_email
        display_invoice_amount_total_words|boolean|Total amount of invoice in letters|sqt
        18 display_invoice_tax_company_currency|boolean|Taxes in company currency|sqt
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        email|char|Email|sqt||path=partner_id.email
        email_formatted|char|Formatted Email|o
        email_primary_color|char|Email Header Color|sqt
        email_secondary_color|char|Email Button Color|sqt
        employee_properties_definition|properties_definition|Employee Properties|sqt
        expects_chart_of_accounts|boolean|Expects a Chart of Accounts|sqt
        expense_accrual_account_id|many2one|Expense Accrual Account|sqt|account.account
        expense_currency_exchange_account_id|many2one|Loss Exchange Rate Account|sqt|account.account
        external_report_layout_id|many2one|Document Template|sqt|ir.ui.view
        fiscal_position_ids|one2many|Fiscal Position|sq|account.fiscal.position/company_id
        fiscalyear_last_day|integer|Fiscalyear Last Day|rsqt
        fiscalyear_last_month|selection|Fiscalyear Last Month|rsqt||selection=1=January;2=February;3=March;4=April;\
        5=May;6=June;7=July;8=August;9=September;10=October;11=November;12=December
        17 fiscalyear_lock_date|date|All Users Lock Date|sqt
        18 fiscalyear_lock_date|date|Global Lock Date|sqt
        17 font|selection|Font|sqt||selection=Lato=Lato;Roboto=Roboto;Open_Sans=Open Sans;Montserrat=Montserrat;\
        Oswald=Oswald;Raleway=Raleway;Tajawal=Tajawal
        18 font|selection|Font|sqt||selection=Lato=Lato;Roboto=Roboto;Open_Sans=Open Sans;Montserrat=Montserrat;\
        Oswald=Oswald;Raleway=Raleway;Tajawal=Tajawal;Fira_Mono=Fira Mono
        18 hard_lock_date|date|Hard Lock Date|sqt
        has_message|boolean|Has Message|oq
        has_received_warning_stock_sms|boolean|Has Received Warning Stock Sms|sqt
        18 hr_presence_control_attendance|boolean|Based on attendances|sqt
        18 hr_presence_control_email|boolean|Based on number of emails sent|sqt
        hr_presence_control_email_amount|integer|# emails to send|sqt
        18 hr_presence_control_ip|boolean|Based on IP Address|sqt
        hr_presence_control_ip_list|char|Valid IP addresses|sqt
        18 hr_presence_control_login|boolean|Based on user status in system|sqt
        iap_enrich_auto_done|boolean|Enrich Done|sqt
        id|integer|ID|osqt
        income_currency_exchange_account_id|many2one|Gain Exchange Rate Account|sqt|account.account
        incoterm_id|many2one|Default incoterm|sqt|account.incoterms
        internal_project_id|many2one|Internal Project|sqt|project.project
        internal_transit_location_id|many2one|Internal Transit Location|sqt|stock.location
        17 invoice_is_download|boolean|Download by default|sqt
        17 invoice_is_email|boolean|Email by default|sqt
        17 invoice_is_snailmail|boolean|Send by Post|sqt
        17 invoice_is_ubl_cii|boolean|Generate Peppol format by default|sqt
        invoice_terms|html|Default Terms and Conditions|sqtT
        invoice_terms_html|html|Default Terms and Conditions as a Web page|sqtT
        is_company_details_empty|boolean|Is Company Details Empty|o
        17 layout_background|selection|Layout Background|rsqt||selection=Blank=Blank;Geometric=Geometric;Custom=Custom
        18 layout_background|selection|Layout Background|rsqt||selection=Blank=Blank;Demo logo=Demo logo;Custom=Custom
        layout_background_image|binary|Background Image|sq
        logo|binary|Company Logo|q||path=partner_id.image_1920
        logo_web|binary|Logo Web|osqt
        17 max_tax_lock_date|date|Max Tax Lock Date|o
        message_attachment_count|integer|Attachment Count|o
        message_follower_ids|one2many|Followers|sq|mail.followers/res_id
        message_has_error|boolean|Message Delivery error|oq
        message_has_error_counter|integer|Number of errors|o
        message_has_sms_error|boolean|SMS Delivery error|oq
        message_ids|one2many|Messages|sq|mail.message/res_id
        message_is_follower|boolean|Is Follower|oq
        message_needaction|boolean|Action Needed|oq
        message_needaction_counter|integer|Number of Actions|o
        message_partner_ids|many2many|Followers (Partners)|q|res.partner
        mobile|char|Mobile|sqt||path=partner_id.mobile
        multi_vat_foreign_country_ids|many2many|Foreign VAT countries|o|res.country
        name|char|Company Name|rsqt||path=partner_id.name
        nomenclature_id|many2one|Nomenclature|sqt|barcode.nomenclature
        paperformat_id|many2one|Paper format|sqt|report.paperformat
        parent_id|many2one|Parent Company|sqt|res.company
        parent_ids|many2many|Parent|o|res.company
        parent_path|char|Parent Path|sqt
        partner_gid|integer|Company database ID|osqt||path=partner_id.partner_gid
        partner_id|many2one|Partner|rsqt|res.partner
        payment_onboarding_payment_method|selection|Selected onboarding payment method|sqt||selection=paypal=PayPal;\
        stripe=Stripe;manual=Manual;other=Other
        17 period_lock_date|date|Journals Entries Lock Date|sqt
        phone|char|Phone|sqt||path=partner_id.phone
        po_double_validation|selection|Levels of Approvals|sqt||selection=one_step=Confirm purchase orders in one \
        step;two_step=Get 2 levels of approvals to confirm a purchase order
        po_double_validation_amount|monetary|Double validation amount|sqt||currency=currency_id
        po_lead|float|Purchase Lead Time|rsqt
        po_lock|selection|Purchase Order Modification|sqt||selection=edit=Allow to edit purchase orders;\
        lock=Confirmed purchase orders are not editable
        portal_confirmation_pay|boolean|Online Payment|sqt
        portal_confirmation_sign|boolean|Online Signature|sqt
        prepayment_percent|float|Prepayment percentage|sqt
        primary_color|char|Primary Color|sqt
        project_time_mode_id|many2one|Project Time Unit|sqt|uom.uom
        18 purchase_lock_date|date|Purchase Lock date|sqt
        qr_code|boolean|Display QR-code on invoices|sqt
        quick_edit_mode|selection|Quick encoding|sqt||selection=out_invoices=Customer Invoices;in_invoices=Vendor \
        Bills;out_and_in_invoices=Customer Invoices and Vendor Bills
        quotation_validity_days|integer|Default Quotation Validity|sqt
        rating_ids|one2many|Ratings|sq|rating.rating/res_id
        report_footer|html|Report Footer|sqtT
        report_header|html|Company Tagline|sqtT
        resource_calendar_id|many2one|Default Working Hours|sqt|resource.calendar
        resource_calendar_ids|one2many|Working Hours|sq|resource.calendar/company_id
        revenue_accrual_account_id|many2one|Revenue Accrual Account|sqt|account.account
        root_id|many2one|Root|o|res.company
        sale_discount_product_id|many2one|Discount Product|sqt|product.product
        17 sale_down_payment_product_id|many2one|Deposit Product|sqt|product.product
        17 sale_footer|binary|Footer pages|sq
        17 sale_footer_name|char|Sale Footer Name|sqt
        17 sale_header|binary|Header pages|sq
        17 sale_header_name|char|Sale Header Name|sqt
        18 sale_lock_date|date|Sales Lock Date|sqt
        sale_onboarding_payment_method|selection|Sale onboarding selected payment method|sqt||\
        selection=digital_signature=Sign online;paypal=PayPal;stripe=Stripe;other=Pay with another payment provider;\
        manual=Manual Payment
        sale_order_template_id|many2one|Default Sale Template|sqt|sale.order.template
        secondary_color|char|Secondary Color|sqt
        security_lead|float|Sales Safety Days|rsqt
        sequence|integer|Sequence|sqt
        snailmail_color|boolean|Snailmail Color|sqt
        snailmail_cover|boolean|Add a Cover Page|sqt
        snailmail_duplex|boolean|Both sides|sqt
        state_id|many2one|Fed. State||res.country.state
        stock_mail_confirmation_template_id|many2one|Email Template confirmation picking|sqt|mail.template
        stock_move_email_validation|boolean|Email Confirmation picking|sqt
        stock_move_sms_validation|boolean|SMS Confirmation|sqt
        stock_sms_confirmation_template_id|many2one|SMS Template|sqt|sms.template
        street|char|Street
        street2|char|Street2
        tax_calculation_rounding_method|selection|Tax Calculation Rounding Method|sqt||\
        selection=round_per_line=Round per Line;round_globally=Round Globally
        tax_cash_basis_journal_id|many2one|Cash Basis Journal|sqt|account.journal
        tax_exigibility|boolean|Use Cash Basis|sqt
        tax_lock_date|date|Tax Return Lock Date|sqt
        terms_type|selection|Terms & Conditions format|sqt||selection=plain=Add a Note;html=Add a link to a Web Page
        timesheet_encode_uom_id|many2one|Timesheet Encoding Unit|sqt|uom.uom
        transfer_account_code_prefix|char|Prefix of the transfer accounts|sqt
        transfer_account_id|many2one|Inter-Banks Transfer Account|sqt|account.account
        18 uninstalled_l10n_module_ids|many2many|Uninstalled L10N Module|o|ir.module.module
        18 user_fiscalyear_lock_date|date|User Fiscalyear Lock Date|o
        18 user_hard_lock_date|date|User Hard Lock Date|o
        user_ids|many2many|Accepted Users|sq|res.users
        18 user_purchase_lock_date|date|User Purchase Lock Date|o
        18 user_sale_lock_date|date|User Sale Lock Date|o
        18 user_tax_lock_date|date|User Tax Lock Date|o
        uses_default_logo|boolean|Uses Default Logo|osqt
        17 vat|char|Tax ID|q||path=partner_id.vat
        18 vat|char|Tax ID|qt||path=partner_id.vat
        17 website|char|Website Link|q||path=partner_id.website
        18 website|char|Website Link|qt||path=partner_id.website
        website_message_ids|one2many|Website Messages|sq|mail.message/res_id
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        zip|char|Zip
        """
}
