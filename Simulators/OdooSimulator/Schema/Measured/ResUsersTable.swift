extension MeasuredModel {
    static let resUsers = """
        @model|res.users|User|name, login|
        @inherits|res.partner|partner_id
        @refusal|create|Administration/Access Rights
        @refusal|write|Administration/Access Rights
        @refusal|unlink|Administration/Access Rights
        @access|crwd|Administration/Access Rights
        @access|r|User types/Internal User
        @access|r|User types/Portal
        @access|r|User types/Public
        accesses_count|integer|# Access Rights|o
        action_id|many2one|Home Action|sqt|ir.actions.actions
        active|boolean|Active|sqt
        17 active_partner|boolean|Partner is Active|oq||path=partner_id.active
        18 active_partner|boolean|Partner is Active|oqt||path=partner_id.active
        additional_note|text|Additional Note|q||path=employee_id.additional_note
        address_id|many2one|Work Address|q|res.partner|path=employee_id.address_id
        api_key_ids|one2many|API Keys|sq|res.users.apikeys/user_id
        barcode|char|Badge ID|q||path=employee_id.barcode
        birthday|date|Date of Birth|q||path=employee_id.birthday
        can_edit|boolean|Can Edit|o
        category_ids|many2many|Employee Tags|q|hr.employee.category|path=employee_id.category_ids
        certificate|selection|Certificate Level|q||path=employee_id.certificate|selection=graduate=Graduate;\
        bachelor=Bachelor;master=Master;doctor=Doctor;other=Other
        children|integer|Number of Dependent Children|q||path=employee_id.children
        coach_id|many2one|Coach|q|hr.employee|path=employee_id.coach_id
        companies_count|integer|Number of Companies|o
        company_id|many2one|Company|rsqt|res.company
        company_ids|many2many|Companies|sq|res.company
        country_of_birth|many2one|Country of Birth|q|res.country|path=employee_id.country_of_birth
        create_date|datetime|Created on|osqt
        create_employee|boolean|Technical field, whether to create an employee
        create_employee_id|many2one|Technical field, bind user to this employee on create||hr.employee
        create_uid|many2one|Created by|osqt|res.users
        crm_team_ids|many2many|Sales Teams|oq|crm.team
        crm_team_member_ids|one2many|Sales Team Members|sq|crm.team.member/user_id
        department_id|many2one|Department|q|hr.department|path=employee_id.department_id
        18 device_ids|one2many|User devices|sq|res.device/user_id
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        18 distance_home_work|integer|Home-Work Distance|q||path=employee_id.distance_home_work
        18 distance_home_work_unit|selection|Home-Work Distance unit|q||path=employee_id.distance_home_work_unit|\
        selection=kilometers=km;miles=mi
        emergency_contact|char|Contact Name|q||path=employee_id.emergency_contact
        emergency_phone|char|Contact Phone|q||path=employee_id.emergency_phone
        employee_bank_account_id|many2one|Employee's Bank Account Number|q|res.partner.bank|\
        path=employee_id.bank_account_id
        employee_cars_count|integer|Cars|o||path=employee_id.employee_cars_count
        employee_count|integer|Employee Count|o
        employee_country_id|many2one|Employee's Country|q|res.country|path=employee_id.country_id
        employee_id|many2one|Company employee|oq|hr.employee
        employee_ids|one2many|Related employee|sq|hr.employee/user_id
        employee_parent_id|many2one|Manager|q|hr.employee|path=employee_id.parent_id
        employee_resource_calendar_id|many2one|Employee's Working Hours|oq|resource.calendar|\
        path=employee_id.resource_calendar_id
        employee_skill_ids|one2many|Skills|q|hr.employee.skill|path=employee_id.employee_skill_ids
        17 employee_type|selection|Employee Type|q||path=employee_id.employee_type|selection=employee=Employee;\
        student=Student;trainee=Trainee;contractor=Contractor;freelance=Freelancer
        18 employee_type|selection|Employee Type|q||path=employee_id.employee_type|selection=employee=Employee;\
        worker=Worker;student=Student;trainee=Trainee;contractor=Contractor;freelance=Freelancer
        equipment_count|integer|Assigned Equipment|o||path=employee_id.equipment_count
        equipment_ids|one2many|Managed Equipment|sq|maintenance.equipment/owner_user_id
        gender|selection|Gender|q||path=employee_id.gender|selection=male=Male;female=Female;other=Other
        groups_count|integer|# Groups|o
        groups_id|many2many|Groups|sq|res.groups
        17 hr_presence_state|selection|Hr Presence State|o||path=employee_id.hr_presence_state|\
        selection=present=Present;absent=Absent;to_define=To Define
        18 hr_presence_state|selection|Hr Presence State|o||path=employee_id.hr_presence_state|\
        selection=present=Present;absent=Absent;archive=Archived;out_of_working_hour=Out of Working hours
        id|integer|ID|osqt
        identification_id|char|Identification No|q||path=employee_id.identification_id
        im_status|char|IM Status|o
        is_system|boolean|Is System|o
        job_title|char|Job Title|q||path=employee_id.job_title
        17 km_home_work|integer|Home-Work Distance|q||path=employee_id.km_home_work
        18 km_home_work|integer|Home-Work Distance in Km|q||path=employee_id.km_home_work
        last_activity|date|Last Activity|o||path=employee_id.last_activity
        last_activity_time|char|Last Activity Time|o||path=employee_id.last_activity_time
        log_ids|one2many|User log entries|sq|res.users.log/create_uid
        login|char|Login|rsqt
        login_date|datetime|Latest authentication|q||path=log_ids.create_date
        marital|selection|Marital Status|q||path=employee_id.marital|selection=single=Single;married=Married;\
        cohabitant=Legal Cohabitant;widower=Widower;divorced=Divorced
        mobile_phone|char|Work Mobile|q||path=employee_id.mobile_phone
        new_password|char|Set Password
        notification_type|selection|Notification|rsqt||selection=email=Handle by Emails;inbox=Handle in Odoo
        odoobot_failed|boolean|Odoobot Failed|osqt
        17 odoobot_state|selection|OdooBot Status|osqt||selection=not_initialized=Not initialized;\
        onboarding_emoji=Onboarding emoji;onboarding_attachement=Onboarding attachment;\
        onboarding_command=Onboarding command;onboarding_ping=Onboarding ping;idle=Idle;disabled=Disabled
        18 odoobot_state|selection|OdooBot Status|osqt||selection=not_initialized=Not initialized;\
        onboarding_emoji=Onboarding emoji;onboarding_attachement=Onboarding attachment;\
        onboarding_command=Onboarding command;onboarding_ping=Onboarding ping;onboarding_canned=Onboarding canned;\
        idle=Idle;disabled=Disabled
        partner_id|many2one|Related Partner|rsqt|res.partner
        passport_id|char|Passport No|q||path=employee_id.passport_id
        password|char|Password
        permit_no|char|Work Permit No|q||path=employee_id.permit_no
        pin|char|PIN|q||path=employee_id.pin
        place_of_birth|char|Place of Birth|q||path=employee_id.place_of_birth
        private_city|char|Private City|q||path=employee_id.private_city
        private_country_id|many2one|Private Country|q|res.country|path=employee_id.private_country_id
        private_email|char|Private Email|q||path=employee_id.private_email
        private_lang|selection|Employee Lang|q||path=employee_id.lang|selection=en_US=English (US);fr_FR=French / \
        Français;de_DE=German / Deutsch
        private_phone|char|Private Phone|q||path=employee_id.private_phone
        private_state_id|many2one|Private State|q|res.country.state|path=employee_id.private_state_id
        private_street|char|Private Street|q||path=employee_id.private_street
        private_street2|char|Private Street2|q||path=employee_id.private_street2
        private_zip|char|Private Zip|q||path=employee_id.private_zip
        17 property_warehouse_id|many2one|Default Warehouse|qc|stock.warehouse
        18 property_warehouse_id|many2one|Default Warehouse|sqtc|stock.warehouse
        res_users_settings_id|many2one|Settings|oq|res.users.settings
        res_users_settings_ids|one2many|Res Users Settings|sq|res.users.settings/user_id
        resource_calendar_id|many2one|Default Working Hours|q|resource.calendar|path=resource_ids.calendar_id
        resource_ids|one2many|Resources|sq|resource.resource/user_id
        resume_line_ids|one2many|Resume lines|q|hr.resume.line|path=employee_id.resume_line_ids
        rules_count|integer|# Record Rules|o
        sale_team_id|many2one|User Sales Team|osqt|crm.team
        share|boolean|Share User|osqt
        signature|html|Email Signature|sqt
        spouse_birthdate|date|Spouse Birthdate|q||path=employee_id.spouse_birthdate
        spouse_complete_name|char|Spouse Complete Name|q||path=employee_id.spouse_complete_name
        ssnid|char|SSN No|q||path=employee_id.ssnid
        state|selection|Status|oq||selection=new=Never Connected;active=Confirmed
        study_field|char|Field of Study|q||path=employee_id.study_field
        study_school|char|School|q||path=employee_id.study_school
        totp_enabled|boolean|Two-factor authentication|oq
        totp_secret|char|Totp Secret|h
        totp_trusted_device_ids|one2many|Trusted Devices|sq|auth_totp.device/user_id
        18 tour_enabled|boolean|Onboarding|sqt
        tz_offset|char|Timezone offset|o
        user_group_warning|text|User Group Warning|o
        visa_expire|date|Visa Expiration Date|q||path=employee_id.visa_expire
        visa_no|char|Visa No|q||path=employee_id.visa_no
        work_contact_id|many2one|Work Contact|q|res.partner|path=employee_id.work_contact_id
        work_email|char|Work Email|q||path=employee_id.work_email
        work_location_id|many2one|Work Location|q|hr.work.location|path=employee_id.work_location_id
        18 work_location_name|char|Work Location Name|o||path=employee_id.work_location_name
        18 work_location_type|selection|Work Location Type|o||path=employee_id.work_location_type|\
        selection=home=Home;office=Office;other=Other
        work_phone|char|Work Phone|q||path=employee_id.work_phone
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
