extension MeasuredChanges {
    static let users = """
        @model|res.users||
        @refusal|read|Role / Portal;Role / Public;Role / User;Access Rights
        -additional_info
        -address_id
        -birthday
        -can_edit
        -certificate
        -children
        -coach_id
        -country_of_birth
        -debit_limit
        -department_id
        -distance_home_work
        -distance_home_work_unit
        -duplicated_bank_account_partners_count
        -employee_bank_account_id
        -employee_cars_count
        -employee_country_id
        -employee_parent_id
        -employee_type
        -equipment_count
        -equipment_ids
        -gender
        -hr_presence_state
        -identification_id
        -invoice_warn
        -invoice_warn_msg
        -is_coa_installed
        -journal_item_count
        -last_activity
        -last_activity_time
        -marital
        -mobile
        -mobile_blacklisted
        -partner_gid
        -passport_id
        -permit_no
        -picking_warn
        -place_of_birth
        -plan_to_change_bike
        -plan_to_change_car
        -private_lang
        -purchase_warn
        -resume_line_ids
        -sale_warn
        -spouse_birthdate
        -spouse_complete_name
        -ssnid
        -starred_message_ids
        -study_field
        -study_school
        -title
        -user_group_warning
        -visa_no
        account_move_count|integer|Account Move Count|o||path=partner_id.account_move_count
        all_group_ids|many2many|Groups and implied groups|oq|res.groups
        application_statistics|json|Stats|o||path=partner_id.application_statistics
        auth_passkey_key_ids|one2many|Auth Passkey Key|sq|auth.passkey.key/create_uid
        available_invoice_template_pdf_report_ids|one2many|Available Invoice Template Pdf Report|o|ir.actions.report|\
        path=partner_id.available_invoice_template_pdf_report_ids
        available_peppol_eas|json|Available Peppol Eas|o||path=partner_id.available_peppol_eas
        bank_account_ids|many2many|Bank Accounts|oq|res.partner.bank|path=employee_id.bank_account_ids
        can_edit_role|boolean|Can Edit Role|o
        channel_member_ids|one2many|Channel Member|q|discuss.channel.member|path=partner_id.channel_member_ids
        company_registry_placeholder|char|Company Registry Placeholder|o||path=partner_id.company_registry_placeholder
        company_type|selection|Company Type|||path=partner_id.company_type|selection=person=Person;company=Company
        duplicate_bank_partner_ids|many2many|Duplicate Bank Partner|o|res.partner|\
        path=partner_id.duplicate_bank_partner_ids
        email_domain_placeholder|char|Email Domain Placeholder|o
        emergency_contact|char|Emergency Contact|q||path=employee_id.emergency_contact
        emergency_phone|char|Emergency Phone|q||path=employee_id.emergency_phone
        employee_bank_account_ids|many2many|Employee's Bank Accounts|q|res.partner.bank|\
        path=employee_id.bank_account_ids
        employee_skill_ids|one2many|Skills|oq|hr.employee.skill|path=employee_id.employee_skill_ids
        favorite_project_ids|many2many|Favorite Projects|sq|project.project
        fiscal_country_group_codes|json|Fiscal Country Group Codes|o||path=partner_id.fiscal_country_group_codes
        friday_location_id|many2one|Fridays|q|hr.work.location|path=employee_id.friday_location_id
        global_location_number|char|GLN|qt||path=partner_id.global_location_number
        group_on|selection|Week Day|rqt||path=partner_id.group_on|selection=default=Expected Date;1=Monday;2=Tuesday;\
        3=Wednesday;4=Thursday;5=Friday;6=Saturday;7=Sunday
        group_rfq|selection|Group RFQ|rqt||path=partner_id.group_rfq|selection=default=On Order;day=Daily;week=Weekly;\
        all=Always
        has_external_mail_server|boolean|Has External Mail Server|o
        invoice_edi_format|selection|eInvoice format|||path=partner_id.invoice_edi_format|\
        selection=facturx=France (FacturX);ubl_bis3=EU Standard (Peppol Bis 3.0);xrechnung=Germany (XRechnung);\
        nlcius=Netherlands (NLCIUS);ubl_a_nz=Australia (BIS Billing 3.0 A-NZ);ubl_sg=Singapore (BIS Billing 3.0 SG)
        invoice_sending_method|selection|Invoice sending|qt||path=partner_id.invoice_sending_method|\
        selection=manual=Manual;email=by Email;snailmail=by Post
        invoice_template_pdf_report_id|many2one|Invoice report|qt|ir.actions.report|\
        path=partner_id.invoice_template_pdf_report_id
        is_hr_user|boolean|Is Hr User|o
        is_in_call|boolean|Is in call|o||path=partner_id.is_in_call
        is_out_of_office|boolean|Out of Office|o
        job_title|char|Job Title|oq||path=employee_id.job_title
        login_date|datetime|Latest Login|q||path=log_ids.create_date
        main_user_id|many2one|Main User|o|res.users|path=partner_id.main_user_id
        manual_im_status|selection|IM status manually set by the user|sqt||selection=away=Away;busy=Do Not Disturb;\
        offline=Offline
        monday_location_id|many2one|Mondays|q|hr.work.location|path=employee_id.monday_location_id
        notification_type|selection|Notification|rsqt||selection=email=By Emails;inbox=In Odoo
        offline_since|datetime|Offline since|o||path=partner_id.offline_since
        out_of_office_from|datetime|Out Of Office From|sqt
        out_of_office_message|html|Vacation Responder|sqt
        out_of_office_to|datetime|Out Of Office To|sqt
        outgoing_mail_server_id|many2one|Outgoing Mail Server|o|ir.mail_server
        outgoing_mail_server_type|selection|Outgoing Mail Server Type|ro||selection=default=Default;gmail=Gmail;\
        outlook=Outlook
        peppol_eas|selection|Peppol e-address (EAS)|qt||path=partner_id.peppol_eas|selection=9923=Albania VAT;\
        9922=Andorra VAT;0151=Australia ABN;9914=Austria UID;9915=Austria VOKZ;0208=Belgian Company Registry;\
        9925=Belgian VAT;9924=Bosnia and Herzegovina VAT;9926=Bulgaria VAT;9934=Croatia VAT;9928=Cyprus VAT;\
        9929=Czech Republic VAT;0096=Denmark P;0184=Denmark CVR;0198=Denmark SE;0191=Estonia Company code;\
        9931=Estonia VAT;0037=Finland LY-tunnus;0216=Finland OVT code;0213=Finland VAT;0002=France SIRENE;\
        0009=France SIRET;9957=France VAT;0225=France FRCTC Electronic Address;0240=France Register of legal persons;\
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
        phone_mobile_search|char|Phone Number|q||path=partner_id.phone_mobile_search
        presence_ids|one2many|Presence|sq|mail.presence/user_id
        properties|properties|Properties|qt||path=partner_id.properties
        properties_base_definition_id|many2one|Properties Base Definition|oqt|properties.base.definition|\
        path=partner_id.properties_base_definition_id
        role|selection|Role|||selection=group_user=User;group_system=Administrator
        role_ids|many2many|User Roles|sq|res.role
        rtc_session_ids|one2many|Rtc Session|q|discuss.channel.rtc.session|path=partner_id.rtc_session_ids
        saturday_location_id|many2one|Saturdays|q|hr.work.location|path=employee_id.saturday_location_id
        state|selection|Status|oq||selection=new=Invited;active=Confirmed
        suggest_based_on|char|Suggest Based On|qt||path=partner_id.suggest_based_on
        suggest_days|integer|Suggest Days|qt||path=partner_id.suggest_days
        suggest_percent|integer|Suggest Percent|qt||path=partner_id.suggest_percent
        sunday_location_id|many2one|Sundays|q|hr.work.location|path=employee_id.sunday_location_id
        thursday_location_id|many2one|Thursdays|q|hr.work.location|path=employee_id.thursday_location_id
        totp_last_counter|integer|Totp Last Counter|sqth
        tuesday_location_id|many2one|Tuesdays|q|hr.work.location|path=employee_id.tuesday_location_id
        type|selection|Address Type|qt||path=partner_id.type|selection=contact=Contact;invoice=Invoice;\
        delivery=Delivery;other=Other
        type_address_label|char|Address Type Description|o||path=partner_id.type_address_label
        view_group_hierarchy|json|Technical field for user group setting
        wednesday_location_id|many2one|Wednesdays|q|hr.work.location|path=employee_id.wednesday_location_id
        """
}
