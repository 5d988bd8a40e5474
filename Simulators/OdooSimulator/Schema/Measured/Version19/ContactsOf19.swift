extension MeasuredChanges {
    static let contacts = """
        @model|res.partner||
        @refusal|create|Purchase/Administrator;Contact/Creation;Inventory/Administrator;Sales/Administrator
        @refusal|read|Accounting/Administrator;Purchase/Administrator;Purchase/User;Contact/Creation;\
        Inventory/Administrator;Project/User;Sales/Administrator;Sales/User: Own Documents Only;Role / Portal;\
        Role / Public;Role / User
        @refusal|write|Purchase/Administrator;Contact/Creation;Inventory/Administrator;Sales/Administrator
        @refusal|unlink|Contact/Creation
        -additional_info
        -debit_limit
        -duplicated_bank_account_partners_count
        -invoice_warn
        -invoice_warn_msg
        -is_coa_installed
        -journal_item_count
        -mobile
        -mobile_blacklisted
        -partner_gid
        -picking_warn
        -plan_to_change_bike
        -plan_to_change_car
        -purchase_warn
        -sale_warn
        -starred_message_ids
        -title
        account_move_count|integer|Account Move Count|o
        application_statistics|json|Stats|o
        available_invoice_template_pdf_report_ids|one2many|Available Invoice Template Pdf Report|o|ir.actions.report
        available_peppol_eas|json|Available Peppol Eas|o
        channel_member_ids|one2many|Channel Member|sq|discuss.channel.member/partner_id
        company_registry_placeholder|char|Company Registry Placeholder|o
        company_type|selection|Company Type|||selection=person=Person;company=Company
        duplicate_bank_partner_ids|many2many|Duplicate Bank Partner|o|res.partner|\
        path=bank_ids.duplicate_bank_partner_ids
        fiscal_country_group_codes|json|Fiscal Country Group Codes|o
        global_location_number|char|GLN|sqt
        group_on|selection|Week Day|rsqt||selection=default=Expected Date;1=Monday;2=Tuesday;3=Wednesday;4=Thursday;\
        5=Friday;6=Saturday;7=Sunday
        group_rfq|selection|Group RFQ|rsqt||selection=default=On Order;day=Daily;week=Weekly;all=Always
        invoice_edi_format|selection|eInvoice format|||selection=facturx=France (FacturX);\
        ubl_bis3=EU Standard (Peppol Bis 3.0);xrechnung=Germany (XRechnung);nlcius=Netherlands (NLCIUS);\
        ubl_a_nz=Australia (BIS Billing 3.0 A-NZ);ubl_sg=Singapore (BIS Billing 3.0 SG)
        invoice_sending_method|selection|Invoice sending|sqtc||selection=manual=Manual;email=by Email;snailmail=by Post
        invoice_template_pdf_report_id|many2one|Invoice report|sqt|ir.actions.report
        is_in_call|boolean|Is In Call|o
        main_user_id|many2one|Main User|o|res.users
        offline_since|datetime|Offline since|o
        peppol_eas|selection|Peppol e-address (EAS)|sqt||selection=9923=Albania VAT;9922=Andorra VAT;\
        0151=Australia ABN;9914=Austria UID;9915=Austria VOKZ;0208=Belgian Company Registry;9925=Belgian VAT;\
        9924=Bosnia and Herzegovina VAT;9926=Bulgaria VAT;9934=Croatia VAT;9928=Cyprus VAT;9929=Czech Republic VAT;\
        0096=Denmark P;0184=Denmark CVR;0198=Denmark SE;0191=Estonia Company code;9931=Estonia VAT;\
        0037=Finland LY-tunnus;0216=Finland OVT code;0213=Finland VAT;0002=France SIRENE;0009=France SIRET;\
        9957=France VAT;0225=France FRCTC Electronic Address;0240=France Register of legal persons;\
        0204=Germany Leitweg-ID;9930=Germany VAT;9933=Greece VAT;9910=Hungary VAT;0196=Iceland Kennitala;\
        9935=Ireland VAT;0211=Italia Partita IVA;0097=Italia FTI;0188=Japan SST;0221=Japan IIN;\
        0218=Latvia Unified registration number;9939=Latvia VAT;9936=Liechtenstein VAT;0200=Lithuania JAK;\
        9937=Lithuania VAT;9938=Luxembourg VAT;9942=Macedonia VAT;0230=Malaysia;9943=Malta VAT;9940=Monaco VAT;\
        9941=Montenegro VAT;0106=Netherlands KvK;0190=Netherlands OIN;9944=Netherlands VAT;0192=Norway Org.nr.;\
        9945=Poland VAT;9946=Portugal VAT;9947=Romania VAT;9948=Serbia VAT;0195=Singapore UEN;9949=Slovenia VAT;\
        9950=Slovakia VAT;9920=Spain VAT;0007=Sweden Org.nr.;9955=Sweden VAT;9927=Swiss VAT;0183=Swiss UIDB;\
        9952=Turkey VAT;0235=UAE Tax Identification Number (TIN);9932=United Kingdom VAT;9959=USA EIN;\
        0060=DUNS Number;0088=EAN Location Code;0130=Directorates of the European Commission;\
        0135=SIA Object Identifiers;0142=SECETI Object Identifiers;0193=UBL.BE party identifier;\
        0199=Legal Entity Identifier (LEI);0201=Codice Univoco Unità Organizzativa iPA;\
        0202=Indirizzo di Posta Elettronica Certificata;0209=GS1 identification keys;0210=Codice Fiscale;\
        9913=Business Registers Network;9918=S.W.I.F.T;9919=Kennziffer des Unternehmensregisters;9951=San Marino VAT;\
        9953=Vatican VAT;AN=O.F.T.P. (ODETTE File Transfer Protocol);AQ=X.400 address for mail text;AS=AS2 exchange;\
        AU=File Transfer Protocol;EM=Electronic mail
        phone_mobile_search|char|Phone Number|q
        properties|properties|Properties|sqt
        properties_base_definition_id|many2one|Properties Base Definition|oqt|properties.base.definition
        rtc_session_ids|one2many|Rtc Session|sq|discuss.channel.rtc.session/partner_id
        suggest_based_on|char|Suggest Based On|sqt
        suggest_days|integer|Suggest Days|sqt
        suggest_percent|integer|Suggest Percent|sqt
        type|selection|Address Type|sqt||selection=contact=Contact;invoice=Invoice;delivery=Delivery;other=Other
        type_address_label|char|Address Type Description|o
        @model|res.company||
        @refusal|read|Role / Portal;Role / Public;Role / User;Access Rights
        -alias_domain_name
        -check_account_audit_trail
        -mobile
        -partner_gid
        -payment_onboarding_payment_method
        -po_lead
        -stock_move_sms_validation
        account_fiscal_country_group_codes|json|Account Fiscal Country Group Codes|o
        account_opening_date|date|Opening Entry|sqt
        account_purchase_receipt_fiscal_position_id|many2one|Default Purchase Receipt Fiscal Position|sqt|\
        account.fiscal.position
        account_stock_journal_id|many2one|Stock Journal|sqt|account.journal
        account_stock_valuation_id|many2one|Stock Valuation Account|sqt|account.account
        chart_template|selection|Chart Template|sqt||selection=generic_coa=Generic Chart of Accounts;\
        ae=🇦🇪 United Arab Emirates;\
        ar_ri=🇦🇷 Argentina - Argentine Generic Chart of Accounts for Registered Accountants;\
        ar_base=🇦🇷 Argentina - Generic Chart of Accounts Argentina Single Taxpayer / Basis;\
        ar_ex=🇦🇷 Argentina - Argentine Generic Chart of Accounts for Exempt Individuals;at=🇦🇹 Austria;au=🇦🇺 Australia;\
        bd=🇧🇩 Bangladesh;be_comp=🇧🇪 Belgium - Companies;be_asso=🇧🇪 Belgium - Associations and Foundations;\
        bf=🇧🇫 Burkina Faso - SYSCOHADA for Companies;bf_syscebnl=🇧🇫 Burkina Faso - SYSCEBNL for Associations;\
        bg=🇧🇬 Bulgaria;bh=🇧🇭 Bahrain;bj=🇧🇯 Benin - SYSCOHADA for Companies;\
        bj_syscebnl=🇧🇯 Benin - SYSCEBNL for Associations;bo=🇧🇴 Bolivia;br=🇧🇷 Brazil;ca_2023=🇨🇦 Canada;\
        cd=🇨🇩 Congo (DRC) - SYSCOHADA for Companies;cd_syscebnl=🇨🇩 Congo (DRC) - SYSCEBNL for Associations;\
        cf=🇨🇫 Central African Republic - SYSCOHADA for Companies;\
        cf_syscebnl=🇨🇫 Central African Republic - SYSCEBNL for Associations;\
        cg=🇨🇬 Congo (Republic) - SYSCOHADA for Companies;cg_syscebnl=🇨🇬 Congo (Republic) - SYSCEBNL for Associations;\
        ch=🇨🇭 Switzerland;ci=🇨🇮 Côte d'Ivoire - SYSCOHADA for Companies;\
        ci_syscebnl=🇨🇮 Côte d'Ivoire - SYSCEBNL for Associations;cl=🇨🇱 Chile;cm=🇨🇲 Cameroon - SYSCOHADA for Companies;\
        cm_syscebnl=🇨🇲 Cameroon - SYSCEBNL for Associations;\
        cn=🇨🇳 China - Accounting Standards for Small Business Enterprises;\
        cn_large_bis=🇨🇳 China - Accounting Standards for Business Enterprises;co=🇨🇴 Colombia;cr=🇨🇷 Costa Rica;\
        cy=🇨🇾 Cyprus;cz=🇨🇿 Czech Republic;de_skr03=🇩🇪 Germany - German Chart of Accounts SKR03;\
        de_skr04=🇩🇪 Germany - German chart of accounts SKR04;dk=🇩🇰 Denmark;do=🇩🇴 Dominican Republic;dz=🇩🇿 Algeria;\
        ec=🇪🇨 Ecuador;ee=🇪🇪 Estonia;eg=🇪🇬 Egypt;es_pymes=🇪🇸 Spain - SMEs (2008);\
        es_assec=🇪🇸 Spain - Non-profit entities (2008);\
        es_canary_assoc=🇪🇸 Spain - Canary Islands - PGCE non-profit entities (2008);\
        es_canary_full=🇪🇸 Spain - Canary Islands - Complete (2008);\
        es_canary_pymes=🇪🇸 Spain - Canary Islands - SMEs (2008);\
        es_coop_full=🇪🇸 Spain - Cooperatives - Complete (2008);es_coop_pymes=🇪🇸 Spain - Cooperatives - SMEs (2008);\
        es_full=🇪🇸 Spain - Complete (2008);et=🇪🇹 Ethiopia;fi=🇫🇮 Finland;fr=🇫🇷 France;mc=🇲🇨 Monaco;\
        ga=🇬🇦 Gabon - SYSCOHADA for Companies;ga_syscebnl=🇬🇦 Gabon - SYSCEBNL for Associations;\
        gn=🇬🇳 Guinea - SYSCOHADA for Companies;gn_syscebnl=🇬🇳 Guinea - SYSCEBNL for Associations;\
        gq=🇬🇶 Equatorial Guinea - SYSCOHADA for Companies;\
        gq_syscebnl=🇬🇶 Equatorial Guinea - SYSCEBNL for Associations;gr=🇬🇷 Greece;gt=🇬🇹 Guatemala;\
        gw=🇬🇼 Guinea-Bissau - SYSCOHADA for Companies;gw_syscebnl=🇬🇼 Guinea-Bissau - SYSCEBNL for Associations;\
        hk=🇭🇰 Hong Kong;hn=🇭🇳 Honduras;hr=🇭🇷 Croatia;hr_kuna=🇭🇷 Croatia - RRIF-ov računski plan za poduzetnike;\
        hu=🇭🇺 Hungary;id=🇮🇩 Indonesia;ie=🇮🇪 Ireland;il=🇮🇱 Israel;in=🇮🇳 India;iq=🇮🇶 Iraq;it=🇮🇹 Italy;\
        jo_standard=🇯🇴 Jordan;jp=🇯🇵 Japan;ke=🇰🇪 Kenya;kh=🇰🇭 Cambodia;km=🇰🇲 Comoros - SYSCOHADA for Companies;\
        km_syscebnl=🇰🇲 Comoros - SYSCEBNL for Associations;kr=🇰🇷 South Korea;kw=🇰🇼 Kuwait;kz=🇰🇿 Kazakhstan;\
        lb=🇱🇧 Lebanon;lk=🇱🇰 Sri Lanka;lt=🇱🇹 Lithuania;lu=🇱🇺 Luxembourg;lv=🇱🇻 Latvia;ma=🇲🇦 Morocco;\
        ml=🇲🇱 Mali - SYSCOHADA for Companies;ml_syscebnl=🇲🇱 Mali - SYSCEBNL for Associations;mn=🇲🇳 Mongolia;\
        mr=🇲🇷 Mauritania;mt=🇲🇹 Malta;mu=🇲🇺 Mauritius;mx=🇲🇽 Mexico;my=🇲🇾 Malaysia;mz=🇲🇿 Mozambique;\
        ne=🇳🇪 Niger - SYSCOHADA for Companies;ne_syscebnl=🇳🇪 Niger - SYSCEBNL for Associations;ng=🇳🇬 Nigeria;\
        nl=🇳🇱 Netherlands;no=🇳🇴 Norway;nz=🇳🇿 New Zealand;om=🇴🇲 Oman;pa=🇵🇦 Panama;pe=🇵🇪 Peru;ph=🇵🇭 Philippines;\
        pk=🇵🇰 Pakistan;pl=🇵🇱 Poland;pt=🇵🇹 Portugal;qa=🇶🇦 Qatar;ro=🇷🇴 Romania;rs=🇷🇸 Serbia;rw=🇷🇼 Rwanda;\
        sa=🇸🇦 Saudi Arabia;se=🇸🇪 Sweden;se_K2=🇸🇪 Sweden - Swedish BAS Chart of Account complete K2;\
        se_K3=🇸🇪 Sweden - Swedish BAS Chart of Account complete K3;sg=🇸🇬 Singapore;si=🇸🇮 Slovenia;sk=🇸🇰 Slovakia;\
        sn=🇸🇳 Senegal - SYSCOHADA for Companies;sn_syscebnl=🇸🇳 Senegal - SYSCEBNL for Associations;syscebnl=SYSCEBNL;\
        syscohada=SYSCOHADA - Revised;td=🇹🇩 Chad - SYSCOHADA for Companies;\
        td_syscebnl=🇹🇩 Chad - SYSCEBNL for Associations;tg=🇹🇬 Togo - SYSCOHADA for Companies;\
        tg_syscebnl=🇹🇬 Togo - SYSCEBNL for Associations;th=🇹🇭 Thailand;tn=🇹🇳 Tunisia;tr=🇹🇷 Türkiye;tw=🇹🇼 Taiwan;\
        tz=🇹🇿 Tanzania;ua_psbo=🇺🇦 Ukraine - IFRS Chart of Accounts;ug=🇺🇬 Uganda - Uganda Generic Chart of Accounts;\
        uk=🇬🇧 United Kingdom;xi=🇽🇮 Northern Ireland;us=🇺🇸 United States;\
        uy=🇺🇾 Uruguay - Uruguayan Generic Chart of Accounts;ve=🇻🇪 Venezuela;vn=🇻🇳 Vietnam;za=🇿🇦 South Africa;\
        zm=🇿🇲 Zambia
        company_registry_placeholder|char|Company Registry Placeholder|o||path=partner_id.company_registry_placeholder
        contract_expiration_notice_period|integer|Contract Expiry Notice Period|sqt
        cost_method|selection|Cost Method|rsqt||selection=standard=Standard Price;fifo=First In First Out (FIFO);\
        average=Average Cost (AVCO)
        country_code|char|Country Code|o||size=2|path=country_id.code
        display_account_storno|boolean|Display Account Storno|o
        domestic_fiscal_position_id|many2one|Domestic Fiscal Position|osqt|account.fiscal.position
        downpayment_account_id|many2one|Downpayment Account|sqt|account.account
        email_primary_color|char|Email Button Text|sqt
        expense_account_id|many2one|Expense Account|sqt|account.account
        force_restrictive_audit_trail|boolean|Force Audit Trail|o
        horizon_days|float|Replenishment Horizon|rsqt
        income_account_id|many2one|Income Account|sqt|account.account
        inventory_period|selection|Inventory Period|rsqt||selection=manual=Manual;daily=Daily;monthly=Monthly
        inventory_valuation|selection|Valuation|sqt||selection=periodic=Periodic (at closing);\
        real_time=Perpetual (at invoicing)
        link_qr_code|boolean|Display Link QR-code|sqt
        price_difference_account_id|many2one|Price Difference Account|sqt|account.account
        restrictive_audit_trail|boolean|Restrictive Audit Trail|sqt
        stock_confirmation_type|selection|Stock Confirmation Type|sqt||selection=sms=SMS
        stock_text_confirmation|boolean|Stock Text Confirmation|sqt
        tax_calculation_rounding_method|selection|Tax Calculation Rounding Method|sqt||\
        selection=round_globally=Round per Tax;round_per_line=Round per Line
        work_permit_expiration_notice_period|integer|Work Permit Expiry Notice Period|sqt
        @model|res.currency||
        @refusal|create|Accounting/Administrator;Role / Administrator
        @refusal|read|Accounting/Administrator;Role / Administrator;Role / Portal;Role / Public;Role / User
        @refusal|write|Accounting/Administrator;Role / Administrator
        @refusal|unlink|Accounting/Administrator;Role / Administrator
        @model|res.country||name, id
        @refusal|read|Contact/Creation;Role / Administrator;Role / Portal;Role / Public;Role / User
        country_group_codes|json|Country Group Codes|o
        is_mercado_pago_supported_country|boolean|Is Mercado Pago Supported Country|o
        @model|ir.model.data||
        @access|crwd|Access Rights
        @model|res.partner.category||name, id
        @refusal|create|Contact/Creation
        @refusal|read|Contact/Creation;Role / User
        @refusal|write|Contact/Creation
        @refusal|unlink|Contact/Creation
        @model|res.country.state||code, id
        @refusal|create|Contact/Creation
        @refusal|read|Contact/Creation;Role / Portal;Role / Public;Role / User
        @refusal|write|Contact/Creation
        @refusal|unlink|Contact/Creation
        @model|res.currency.rate||name desc, id
        @refusal|create|Accounting/Administrator;Role / Administrator
        @refusal|read|Accounting/Administrator;Role / Administrator;Role / Portal;Role / Public;Role / User
        @refusal|write|Accounting/Administrator;Role / Administrator
        @refusal|unlink|Accounting/Administrator;Role / Administrator
        @model|res.lang||
        @refusal|read|Role / Administrator;Role / Portal;Role / Public;Role / User
        -short_time_format
        date_format|selection|Date Format|rsqt||selection=%d/%m/%Y=31/01/2026;%m/%d/%Y=01/31/2026;%Y/%m/%d=2026/01/31;\
        %d-%m-%Y=31-01-2026;%m-%d-%Y=01-31-2026;%Y-%m-%d=2026-01-31;%d.%m.%Y=31.01.2026;%m.%d.%Y=01.31.2026;\
        %Y.%m.%d=2026.01.31
        grouping|selection|Separator Format|rsqt||selection=[3,0]=International Grouping;[3,2,0]=Indian Grouping
        time_format|selection|Time Format|rsqt||selection=%H:%M:%S=13:00:00;%I:%M:%S %p= 1:00:00 PM
        @model|res.groups||privilege_id, sequence, name, id
        @refusal|read|Role / User;Access Rights
        -category_id
        -color
        -trans_implied_ids
        all_implied_by_ids|many2many|Transitively Implying Groups|oq|res.groups
        all_implied_ids|many2many|Transitively Implied Groups|oq|res.groups
        all_user_ids|many2many|Users and implied users|q|res.users
        all_users_count|integer|# Users|o
        disjoint_ids|many2many|Disjoint Groups|o|res.groups
        implied_by_ids|many2many|Implying Groups|sq|res.groups
        implied_ids|many2many|Implied Groups|sq|res.groups
        privilege_id|many2one|Privilege|sqt|res.groups.privilege
        sequence|integer|Sequence|sqt
        users|many2many|User|sq|res.users
        view_group_hierarchy|json|Technical field for default group setting|o
        @model|ir.attachment||
        @access|crwd|Role / User
        has_thumbnail|boolean|Has Thumbnail|o
        thumbnail|binary|Thumbnail|sq
        """
}
