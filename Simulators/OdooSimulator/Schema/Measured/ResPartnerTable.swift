extension MeasuredModel {
    static let resPartner = """
        @model|res.partner|Contact|complete_name ASC, id DESC|name
        @refusal|create|Purchase/Administrator;Extra Rights/Contact Creation;Inventory/Administrator;\
        Sales/Administrator
        @refusal|write|Purchase/Administrator;Extra Rights/Contact Creation;Inventory/Administrator;\
        Sales/Administrator
        @refusal|unlink|Extra Rights/Contact Creation
        @access|crwd|Extra Rights/Contact Creation
        @access|crw|Inventory/Administrator
        17 @access|r|Invoicing/Billing Administrator
        18 @access|r|Invoicing/Administrator
        @access|r|Project/User
        @access|crw|Purchase/Administrator
        @access|r|Purchase/User
        @access|crw|Sales/Administrator
        @access|r|Sales/User: Own Documents Only
        @access|r|User types/Internal User
        @access|r|User types/Portal
        @access|r|User types/Public
        active|boolean|Active|sqt
        active_lang_count|integer|Active Lang Count|o
        activity_date_deadline|date|Next Activity Deadline|oq
        activity_exception_decoration|selection|Activity Exception Decoration|oq||selection=warning=Alert;danger=Error
        activity_exception_icon|char|Icon|o
        activity_ids|one2many|Activities|sq|mail.activity/res_id
        activity_state|selection|Activity State|oq||selection=overdue=Overdue;today=Today;planned=Planned
        activity_summary|char|Next Activity Summary|q||path=activity_ids.summary
        activity_type_icon|char|Activity Type Icon|oq||path=activity_ids.icon
        activity_type_id|many2one|Next Activity Type|q|mail.activity.type|path=activity_ids.activity_type_id
        activity_user_id|many2one|Responsible User|oq|res.users
        additional_info|char|Additional info|sqt
        18 autopost_bills|selection|Auto-post bills|rsqt||selection=always=Always;ask=Ask after 3 validations \
        without edits;never=Never
        avatar_1024|binary|Avatar 1024|o
        avatar_128|binary|Avatar 128|o
        avatar_1920|binary|Avatar|o
        avatar_256|binary|Avatar 256|o
        avatar_512|binary|Avatar 512|o
        bank_account_count|integer|Bank|o
        bank_ids|one2many|Banks|sq|res.partner.bank/partner_id
        17 barcode|char|Barcode|qc
        18 barcode|char|Barcode|sqtc
        buyer_id|many2one|Buyer|sqt|res.users
        category_id|many2many|Tags|sq|res.partner.category
        channel_ids|many2many|Channels|sq|discuss.channel
        child_ids|one2many|Contact|sq|res.partner/parent_id
        city|char|City|sqt
        color|integer|Color Index|sqt
        comment|html|Notes|sqt
        commercial_company_name|char|Company Name Entity|osqt
        commercial_partner_id|many2one|Commercial Entity|osqt|res.partner
        company_id|many2one|Company|sqt|res.company
        company_name|char|Company Name|sqt
        company_registry|char|Company ID|sqt
        18 company_registry_label|char|Company ID Label|o
        company_type|selection|Company Type|||selection=person=Individual;company=Company
        complete_name|char|Complete Name|osqt
        contact_address|char|Complete Address|o
        contact_address_inline|char|Inlined Complete Address|o
        contract_ids|one2many|Partner Contracts|osq|account.analytic.account/partner_id
        17 country_code|char|Country Code|oq||path=country_id.code|size=2
        18 country_code|char|Country Code|oqt||path=country_id.code|size=2
        country_id|many2one|Country|sqt|res.country
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        credit|monetary|Total Receivable|oq||currency=currency_id
        17 credit_limit|float|Credit Limit|qc
        18 credit_limit|float|Credit Limit|sqtc
        credit_to_invoice|monetary|Credit To Invoice|o||currency=currency_id
        currency_id|many2one|Currency|o|res.currency
        customer_rank|integer|Customer Rank|sqt
        17 date|date|Date|sqt
        days_sales_outstanding|float|Days Sales Outstanding (DSO)|o
        debit|monetary|Total Payable|oq||currency=currency_id
        debit_limit|monetary|Payable Limit|sqt||currency=currency_id
        18 display_invoice_edi_format|boolean|Display Invoice Edi Format
        18 display_invoice_template_pdf_report_id|boolean|Display Invoice Template Pdf Report
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        duplicated_bank_account_partners_count|integer|Duplicated Bank Account Partners Count|o
        email|char|Email|sqt
        email_formatted|char|Formatted Email|o
        email_normalized|char|Normalized Email|osqt
        employee|boolean|Employee|sqt
        employee_ids|one2many|Employees|sq|hr.employee/work_contact_id
        employees_count|integer|Employees Count|o
        fiscal_country_codes|char|Fiscal Country Codes|o
        function|char|Job Position|sqt
        has_message|boolean|Has Message|oq
        17 has_unreconciled_entries|boolean|Has Unreconciled Entries|o
        id|integer|ID|osqt
        18 ignore_abnormal_invoice_amount|boolean|Ignore Abnormal Invoice Amount|sqtc
        18 ignore_abnormal_invoice_date|boolean|Ignore Abnormal Invoice Date|sqtc
        im_status|char|IM Status|o
        image_1024|binary|Image 1024|osq||path=image_1920
        image_128|binary|Image 128|osq||path=image_1920
        image_1920|binary|Image|sq
        image_256|binary|Image 256|osq||path=image_1920
        image_512|binary|Image 512|osq||path=image_1920
        industry_id|many2one|Industry|sqt|res.partner.industry
        18 invoice_edi_format|selection|eInvoice format|||selection=facturx=Factur-X (CII);ubl_bis3=BIS Billing 3.0;\
        xrechnung=XRechnung CIUS;nlcius=NLCIUS;ubl_a_nz=BIS Billing 3.0 A-NZ;ubl_sg=BIS Billing 3.0 SG
        18 invoice_edi_format_store|char|Invoice Edi Format Store|sqtc
        invoice_ids|one2many|Invoices|osq|account.move/partner_id
        18 invoice_sending_method|selection|Invoice sending|sqtc||selection=manual=Download;email=by Email;\
        snailmail=by Post
        18 invoice_template_pdf_report_id|many2one|Invoice template|sqt|ir.actions.report
        invoice_warn|selection|Invoice|sqt||selection=no-message=No Message;warning=Warning;block=Blocking Message
        invoice_warn_msg|text|Message for Invoice|sqt
        is_blacklisted|boolean|Blacklist|oq
        18 is_coa_installed|boolean|Is Coa Installed
        is_company|boolean|Is a Company|sqt
        18 is_peppol_edi_format|boolean|Is Peppol Edi Format|o
        is_public|boolean|Is Public|o
        18 is_ubl_format|boolean|Is Ubl Format|o
        journal_item_count|integer|Journal Items|o
        lang|selection|Language|sqt||selection=en_US=English (US);fr_FR=French / Français;de_DE=German / Deutsch
        17 last_time_entries_checked|datetime|Latest Invoices & Payments Matching Date|osqt
        message_attachment_count|integer|Attachment Count|o
        message_bounce|integer|Bounce|sqt
        message_follower_ids|one2many|Followers|sq|mail.followers/res_id
        message_has_error|boolean|Message Delivery error|oq
        message_has_error_counter|integer|Number of errors|o
        message_has_sms_error|boolean|SMS Delivery error|oq
        message_ids|one2many|Messages|sq|mail.message/res_id
        message_is_follower|boolean|Is Follower|oq
        message_needaction|boolean|Action Needed|oq
        message_needaction_counter|integer|Number of Actions|o
        message_partner_ids|many2many|Followers (Partners)|q|res.partner
        mobile|char|Mobile|sqt
        mobile_blacklisted|boolean|Blacklisted Phone Is Mobile|o
        my_activity_date_deadline|date|My Activity Deadline|oq
        name|char|Name|sqt
        on_time_rate|float|On-Time Delivery Rate|o
        parent_id|many2one|Related Company|sqt|res.partner
        17 parent_name|char|Parent name|oq||path=parent_id.name
        18 parent_name|char|Parent name|oqt||path=parent_id.name
        18 partner_company_registry_placeholder|char|Partner Company Registry Placeholder|o
        partner_gid|integer|Company database ID|sqt
        partner_latitude|float|Geo Latitude|sqt||digits=10,7
        partner_longitude|float|Geo Longitude|sqt||digits=10,7
        partner_share|boolean|Share Partner|osqt
        18 partner_vat_placeholder|char|Partner Vat Placeholder|o
        payment_token_count|integer|Payment Token Count|o
        payment_token_ids|one2many|Payment Tokens|sq|payment.token/partner_id
        17 peppol_eas|selection|Peppol e-address (EAS)|sqt||selection=0002=0002 - System Information et Repertoire \
        des Entreprise et des Etablissements: SIRENE;0007=0007 - Organisationsnummer (Swedish legal entities);\
        0009=0009 - SIRET-CODE;0037=0037 - LY-tunnus;0060=0060 - Data Universal Numbering System (D-U-N-S Number);\
        0088=0088 - EAN Location Code;0096=0096 - DANISH CHAMBER OF COMMERCE Scheme (EDIRA compliant);0097=0097 - \
        FTI - Ediforum Italia, (EDIRA compliant);0106=0106 - Association of Chambers of Commerce and Industry in \
        the Netherlands, (EDIRA compliant);0130=0130 - Directorates of the European Commission;0135=0135 - SIA \
        Object Identifiers;0142=0142 - SECETI Object Identifiers;0151=0151 - Australian Business Number (ABN) \
        Scheme;0183=0183 - Swiss Unique Business Identification Number (UIDB);0184=0184 - DIGSTORG;0188=0188 - \
        Corporate Number of The Social Security and Tax Number System;0190=0190 - Dutch Originator's Identification \
        Number;0191=0191 - Centre of Registers and Information Systems of the Ministry of Justice;0192=0192 - \
        Enhetsregisteret ved Bronnoysundregisterne;0193=0193 - UBL.BE party identifier;0195=0195 - Singapore UEN \
        identifier;0196=0196 - Kennitala - Iceland legal id for individuals and legal entities;0198=0198 - ERSTORG;\
        0199=0199 - Legal Entity Identifier (LEI);0200=0200 - Legal entity code (Lithuania);0201=0201 - Codice \
        Univoco Unità Organizzativa iPA;0202=0202 - Indirizzo di Posta Elettronica Certificata;0204=0204 - \
        Leitweg-ID;0208=0208 - Numero d'entreprise / ondernemingsnummer / Unternehmensnummer;0209=0209 - GS1 \
        identification keys;0210=0210 - CODICE FISCALE;0211=0211 - PARTITA IVA;0212=0212 - Finnish Organization \
        Identifier;0213=0213 - Finnish Organization Value Add Tax Identifier;0215=0215 - Net service ID;0216=0216 - \
        OVTcode;0221=0221 - The registered number of the qualified invoice issuer (Japan);0230=0230 - National \
        e-Invoicing Framework (Malaysia);9901=9901 - Danish Ministry of the Interior and Health;9910=9910 - Hungary \
        VAT number;9913=9913 - Business Registers Network;9914=9914 - Österreichische \
        Umsatzsteuer-Identifikationsnummer;9915=9915 - Österreichisches Verwaltungs bzw. Organisationskennzeichen;\
        9918=9918 - SOCIETY FOR WORLDWIDE INTERBANK FINANCIAL, TELECOMMUNICATION S.W.I.F.T;9919=9919 - Kennziffer \
        des Unternehmensregisters;9920=9920 - Agencia Española de Administración Tributaria;9922=9922 - Andorra VAT \
        number;9923=9923 - Albania VAT number;9924=9924 - Bosnia and Herzegovina VAT number;9925=9925 - Belgium VAT \
        number;9926=9926 - Bulgaria VAT number;9927=9927 - Switzerland VAT number;9928=9928 - Cyprus VAT number;\
        9929=9929 - Czech Republic VAT number;9930=9930 - Germany VAT number;9931=9931 - Estonia VAT number;\
        9932=9932 - United Kingdom VAT number;9933=9933 - Greece VAT number;9934=9934 - Croatia VAT number;\
        9935=9935 - Ireland VAT number;9936=9936 - Liechtenstein VAT number;9937=9937 - Lithuania VAT number;\
        9938=9938 - Luxemburg VAT number;9939=9939 - Latvia VAT number;9940=9940 - Monaco VAT number;9941=9941 - \
        Montenegro VAT number;9942=9942 - Macedonia, the former Yugoslav Republic of VAT number;9943=9943 - Malta \
        VAT number;9944=9944 - Netherlands VAT number;9945=9945 - Poland VAT number;9946=9946 - Portugal VAT number;\
        9947=9947 - Romania VAT number;9948=9948 - Serbia VAT number;9949=9949 - Slovenia VAT number;9950=9950 - \
        Slovakia VAT number;9951=9951 - San Marino VAT number;9952=9952 - Turkey VAT number;9953=9953 - Holy See \
        (Vatican City State) VAT number;9955=9955 - Swedish VAT number;9957=9957 - French VAT number;9959=9959 - \
        Employer Identification Number (EIN, USA)
        18 peppol_eas|selection|Peppol e-address (EAS)|sqt||selection=9923=Albania VAT;9922=Andorra VAT;\
        0151=Australia ABN;9914=Austria UID;9915=Austria VOKZ;0208=Belgian Company Registry;9925=Belgian VAT;\
        9924=Bosnia and Herzegovina VAT;9926=Bulgaria VAT;9934=Croatia VAT;9928=Cyprus VAT;9929=Czech Republic VAT;\
        0096=Denmark P;0184=Denmark CVR;0198=Denmark SE;0191=Estonia Company code;9931=Estonia VAT;0037=Finland \
        LY-tunnus;0216=Finland OVT code;0213=Finland VAT;0002=France SIRENE;0009=France SIRET;9957=France VAT;\
        0204=Germany Leitweg-ID;9930=Germany VAT;9933=Greece VAT;9910=Hungary VAT;0196=Iceland Kennitala;\
        9935=Ireland VAT;0211=Italia Partita IVA;0097=Italia FTI;0188=Japan SST;0221=Japan IIN;9939=Latvia VAT;\
        9936=Liechtenstein VAT;0200=Lithuania JAK;9937=Lithuania VAT;9938=Luxembourg VAT;9942=Macedonia VAT;\
        0230=Malaysia;9943=Malta VAT;9940=Monaco VAT;9941=Montenegro VAT;0106=Netherlands KvK;0190=Netherlands OIN;\
        9944=Netherlands VAT;0192=Norway Org.nr.;9945=Poland VAT;9946=Portugal VAT;9947=Romania VAT;9948=Serbia VAT;\
        0195=Singapore UEN;9949=Slovenia VAT;9950=Slovakia VAT;9920=Spain VAT;0007=Sweden Org.nr.;9955=Sweden VAT;\
        9927=Swiss VAT;0183=Swiss UIDB;9952=Turkey VAT;9932=United Kingdom VAT;9959=USA EIN;0060=DUNS Number;\
        0088=EAN Location Code;0130=Directorates of the European Commission;0135=SIA Object Identifiers;0142=SECETI \
        Object Identifiers;0193=UBL.BE party identifier;0199=Legal Entity Identifier (LEI);0201=Codice Univoco \
        Unità Organizzativa iPA;0202=Indirizzo di Posta Elettronica Certificata;0209=GS1 identification keys;\
        0210=Codice Fiscale;9913=Business Registers Network;9918=S.W.I.F.T;9919=Kennziffer des \
        Unternehmensregisters;9951=San Marino VAT;9953=Vatican VAT
        peppol_endpoint|char|Peppol Endpoint|sqt
        phone|char|Phone|sqt
        phone_blacklisted|boolean|Blacklisted Phone is Phone|o
        phone_mobile_search|char|Phone/Mobile|q
        phone_sanitized|char|Sanitized Number|osqt
        phone_sanitized_blacklisted|boolean|Phone Blacklisted|oq
        picking_warn|selection|Stock Picking|sqt||selection=no-message=No Message;warning=Warning;block=Blocking \
        Message
        picking_warn_msg|text|Message for Stock Picking|sqt
        plan_to_change_bike|boolean|Plan To Change Bike|sqt
        plan_to_change_car|boolean|Plan To Change Car|sqt
        project_ids|one2many|Projects|sq|project.project/partner_id
        17 property_account_payable_id|many2one|Account Payable|rqc|account.account
        18 property_account_payable_id|many2one|Account Payable|sqtc|account.account
        17 property_account_position_id|many2one|Fiscal Position|qc|account.fiscal.position
        18 property_account_position_id|many2one|Fiscal Position|sqtc|account.fiscal.position
        17 property_account_receivable_id|many2one|Account Receivable|rqc|account.account
        18 property_account_receivable_id|many2one|Account Receivable|sqtc|account.account
        18 property_inbound_payment_method_line_id|many2one|Property Inbound Payment Method Line|sqtc|\
        account.payment.method.line
        18 property_outbound_payment_method_line_id|many2one|Property Outbound Payment Method Line|sqtc|\
        account.payment.method.line
        17 property_payment_term_id|many2one|Customer Payment Terms|qc|account.payment.term
        18 property_payment_term_id|many2one|Customer Payment Terms|sqtc|account.payment.term
        property_product_pricelist|many2one|Pricelist||product.pricelist
        17 property_purchase_currency_id|many2one|Supplier Currency|qc|res.currency
        18 property_purchase_currency_id|many2one|Supplier Currency|sqtc|res.currency
        17 property_stock_customer|many2one|Customer Location|qc|stock.location
        18 property_stock_customer|many2one|Customer Location|sqtc|stock.location
        17 property_stock_supplier|many2one|Vendor Location|qc|stock.location
        18 property_stock_supplier|many2one|Vendor Location|sqtc|stock.location
        17 property_supplier_payment_term_id|many2one|Vendor Payment Terms|qc|account.payment.term
        18 property_supplier_payment_term_id|many2one|Vendor Payment Terms|sqtc|account.payment.term
        purchase_line_ids|one2many|Purchase Lines|sq|purchase.order.line/partner_id
        purchase_order_count|integer|Purchase Order Count|o
        17 purchase_warn|selection|Purchase Order|sqt||selection=no-message=No Message;warning=Warning;\
        block=Blocking Message
        18 purchase_warn|selection|Purchase Order Warning|sqt||selection=no-message=No Message;warning=Warning;\
        block=Blocking Message
        purchase_warn_msg|text|Message for Purchase Order|sqt
        rating_ids|one2many|Ratings|sq|rating.rating/res_id
        17 receipt_reminder_email|boolean|Receipt Reminder|qc
        18 receipt_reminder_email|boolean|Receipt Reminder|sqtc
        ref|char|Reference|sqt
        ref_company_ids|one2many|Companies that refers to partner|sq|res.company/partner_id
        17 reminder_date_before_receipt|integer|Days Before Receipt|qc
        18 reminder_date_before_receipt|integer|Days Before Receipt|sqtc
        sale_order_count|integer|Sale Order Count|o
        sale_order_ids|one2many|Sales Order|sq|sale.order/partner_id
        sale_warn|selection|Sales Warnings|sqt||selection=no-message=No Message;warning=Warning;block=Blocking Message
        sale_warn_msg|text|Message for Sales Order|sqt
        same_company_registry_partner_id|many2one|Partner with same Company Registry|o|res.partner
        same_vat_partner_id|many2one|Partner with same Tax ID|o|res.partner
        self|many2one|Self|o|res.partner
        show_credit_limit|boolean|Show Credit Limit|o
        17 signup_expiration|datetime|Signup Expiration|sqt
        17 signup_token|char|Signup Token
        signup_type|char|Signup Token Type|sqt
        17 signup_url|char|Signup URL|o
        17 signup_valid|boolean|Signup Token is Valid|o
        18 specific_property_product_pricelist|many2one|Specific Property Product Pricelist|sqtc|product.pricelist
        starred_message_ids|many2many|Starred Message|sq|mail.message
        state_id|many2one|State|sqt|res.country.state
        street|char|Street|sqt
        street2|char|Street2|sqt
        supplier_invoice_count|integer|# Vendor Bills|o
        supplier_rank|integer|Supplier Rank|sqt
        task_count|integer|# Tasks|o
        task_ids|one2many|Tasks|sq|project.task/partner_id
        17 team_id|many2one|Sales Team|sqt|crm.team
        title|many2one|Title|sqt|res.partner.title
        total_invoiced|monetary|Total Invoiced|o||currency=currency_id
        17 trust|selection|Degree of trust you have in this debtor|qc||selection=good=Good Debtor;normal=Normal \
        Debtor;bad=Bad Debtor
        18 trust|selection|Degree of trust you have in this debtor|sqtc||selection=good=Good Debtor;normal=Normal \
        Debtor;bad=Bad Debtor
        type|selection|Address Type|sqt||selection=contact=Contact;invoice=Invoice Address;delivery=Delivery \
        Address;other=Other Address
        tz|selection|Timezone|sqt||zones
        tz_offset|char|Timezone offset|o
        17 ubl_cii_format|selection|Format|sqt||selection=facturx=Factur-X (CII);ubl_bis3=BIS Billing 3.0;\
        xrechnung=XRechnung CIUS;nlcius=NLCIUS;ubl_a_nz=BIS Billing 3.0 A-NZ;ubl_sg=BIS Billing 3.0 SG
        use_partner_credit_limit|boolean|Partner Limit
        user_id|many2one|Salesperson|sqt|res.users
        user_ids|one2many|Users|sq|res.users/partner_id
        vat|char|Tax ID|sqt
        18 vat_label|char|Tax ID Label|o
        website|char|Website Link|sqt
        website_message_ids|one2many|Website Messages|sq|mail.message/res_id
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        zip|char|Zip|sqt
        """
}
