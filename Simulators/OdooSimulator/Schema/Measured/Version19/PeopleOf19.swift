extension MeasuredChanges {
    static let people = """
        @model|hr.employee||
        @refusal|read|Employees/Officer: Manage all employees;Role / Administrator
        -bank_account_id
        -notes
        -sinid
        active_employee|boolean|Active Employee|oqt||path=version_id.active_employee
        additional_note|text|Additional Note|qt||path=version_id.additional_note
        address_id|many2one|Work Address|qt|res.partner|path=version_id.address_id
        allowed_country_state_ids|many2many|Allowed Country State|o|res.country.state|\
        path=version_id.allowed_country_state_ids
        bank_account_ids|many2many|Bank Accounts|sq|res.partner.bank
        birthday|date|Birthday|sqt
        birthday_public_display|boolean|Show to all employees|sqt
        birthday_public_display_string|char|Public Date of Birth|o
        certification_ids|one2many|Certification||hr.employee.skill
        children|integer|Dependent Children|qt||path=version_id.children
        company_country_code|char|Company Country Code|o||size=2|path=company_country_id.code
        contract_date_end|date|Contract End Date|qt||path=version_id.contract_date_end
        contract_date_start|date|Contract Start Date|qt||path=version_id.contract_date_start
        contract_template_id|many2one|Contract Template|qt|hr.version|path=version_id.contract_template_id
        contract_type_id|many2one|Contract Type|qt|hr.contract.type|path=version_id.contract_type_id
        contract_wage|monetary|Contract Wage|o||path=version_id.contract_wage|currency=currency_id
        country_code|char|Country Code|o||size=2|path=version_id.country_code
        country_id|many2one|Nationality (Country)|qt|res.country|path=version_id.country_id
        current_date_version|date|Current Date Version|oqt||path=current_version_id.date_version
        current_employee_skill_ids|one2many|Current Employee Skill||hr.employee.skill
        current_version_id|many2one|Current Version|osqt|hr.version
        date_end|date|Date End|oq||path=version_id.date_end
        date_start|date|Date Start|oq||path=version_id.date_start
        date_version|date|Date Version|rqt||path=version_id.date_version
        department_id|many2one|Department|qt|hr.department|path=version_id.department_id
        departure_date|date|Departure Date|qt||path=version_id.departure_date
        departure_description|html|Additional Information|qt||path=version_id.departure_description
        departure_reason_id|many2one|Departure Reason|qt|hr.departure.reason|path=version_id.departure_reason_id
        display_certification_page|boolean|Display Certification Page|o
        distance_home_work|integer|Home-Work Distance|qt||path=version_id.distance_home_work
        distance_home_work_unit|selection|Home-Work Distance unit|rqt||path=version_id.distance_home_work_unit|\
        selection=kilometers=km;miles=mi
        emergency_contact|char|Emergency Contact|sqt
        emergency_phone|char|Emergency Phone|sqt
        employee_id|many2one|Employee|qt|hr.employee|path=version_id.employee_id
        employee_type|selection|Employee Type|rqt||path=version_id.employee_type|selection=employee=Employee;\
        worker=Worker;student=Student;trainee=Trainee;contractor=Contractor;freelance=Freelancer
        exceptional_location_id|many2one|Current|o|hr.work.location
        friday_location_id|many2one|Friday|sqt|hr.work.location
        gender|selection|Gender|qt||path=version_id.sex|selection=male=Male;female=Female;other=Other
        has_multiple_bank_accounts|boolean|Has Multiple Bank Accounts|o
        hr_icon_display|selection|Hr Icon Display|o||selection=presence_present=Present;\
        presence_out_of_working_hour=Off-Hours;presence_absent=Absent;presence_archive=Archived;\
        presence_undetermined=Undetermined;presence_home=At Home;presence_office=At Office;presence_other=At Other
        hr_presence_state|selection|Hr Presence State|o||selection=present=Present;absent=Absent;archive=Archived;\
        out_of_working_hour=Off-Hours
        hr_responsible_id|many2one|HR Responsible|rqt|res.users|path=version_id.hr_responsible_id
        identification_id|char|Identification No|qt||path=version_id.identification_id
        is_current|boolean|Is Current|o||path=version_id.is_current
        is_custom_job_title|boolean|Is Custom Job Title|oqt||path=version_id.is_custom_job_title
        is_flexible|boolean|Is Flexible|oqt||path=version_id.is_flexible
        is_fully_flexible|boolean|Is Fully Flexible|oqt||path=version_id.is_fully_flexible
        is_future|boolean|Is Future|o||path=version_id.is_future
        is_in_contract|boolean|Is In Contract|o||path=version_id.is_in_contract
        is_past|boolean|Is Past|o||path=version_id.is_past
        is_trusted_bank_account|boolean|Is Trusted Bank Account|o
        is_user_active|boolean|User's active|oqt||path=user_id.active
        job_id|many2one|Job|qt|hr.job|path=version_id.job_id
        job_title|char|Job Title|qt||path=version_id.job_title
        km_home_work|integer|Home-Work Distance in Km|qt||path=version_id.km_home_work
        last_modified_date|datetime|Last Modified on|rqt||path=version_id.last_modified_date
        last_modified_uid|many2one|Last Modified by|rqt|res.users|path=version_id.last_modified_uid
        legal_name|char|Legal Name|sqt
        marital|selection|Marital Status|rqt||path=version_id.marital|selection=single=Single;married=Married;\
        cohabitant=Legal Cohabitant;widower=Widower;divorced=Divorced
        member_of_department|boolean|Member of department|oq||path=version_id.member_of_department
        monday_location_id|many2one|Monday|sqt|hr.work.location
        passport_expiration_date|date|Passport Expiration Date|qt||path=version_id.passport_expiration_date
        passport_id|char|Passport No|qt||path=version_id.passport_id
        primary_bank_account_id|many2one|Primary Bank Account|o|res.partner.bank
        private_city|char|Private City|qt||path=version_id.private_city
        private_country_id|many2one|Private Country|qt|res.country|path=version_id.private_country_id
        private_state_id|many2one|Private State|qt|res.country.state|path=version_id.private_state_id
        private_street|char|Private Street|qt||path=version_id.private_street
        private_street2|char|Private Street2|qt||path=version_id.private_street2
        private_zip|char|Private Zip|qt||path=version_id.private_zip
        resource_calendar_id|many2one|Working Hours|qt|resource.calendar|path=version_id.resource_calendar_id
        salary_distribution|json|Salary Distribution|sqt
        saturday_location_id|many2one|Saturday|sqt|hr.work.location
        spouse_birthdate|date|Spouse Birthdate|qt||path=version_id.spouse_birthdate
        spouse_complete_name|char|Spouse Legal Name|qt||path=version_id.spouse_complete_name
        ssnid|char|SSN No|qt||path=version_id.ssnid
        structure_type_id|many2one|Salary Structure Type|qt|hr.payroll.structure.type|path=version_id.structure_type_id
        sunday_location_id|many2one|Sunday|sqt|hr.work.location
        thursday_location_id|many2one|Thursday|sqt|hr.work.location
        today_location_name|char|Today Location Name|sqt
        trial_date_end|date|End of Trial Period|qt||path=version_id.trial_date_end
        tuesday_location_id|many2one|Tuesday|sqt|hr.work.location
        user_partner_id|many2one|User's partner|oqt|res.partner|path=user_id.partner_id
        version_id|many2one|Version|roqt|hr.version
        version_ids|one2many|Employee Versions|rsq|hr.version/employee_id
        versions_count|integer|Versions Count|o
        wage|monetary|Wage|qt||path=version_id.wage|currency=currency_id
        wednesday_location_id|many2one|Wednesday|sqt|hr.work.location
        work_location_id|many2one|Work Location|qt|hr.work.location|path=version_id.work_location_id
        @model|hr.department||
        @refusal|read|Employees/Officer: Manage all employees;Role / User
        @refusal|write|Employees/Officer: Manage all employees
        @access|crwd|Employees/Officer: Manage all employees
        @access|r|Role / User
        complete_name|char|Complete Name|oq
        @model|hr.job||
        @refusal|read|Employees/Officer: Manage all employees;Role / User
        @access|crwd|Employees/Officer: Manage all employees
        @access|r|Role / User
        allowed_user_ids|many2many|Allowed User|o|res.users
        current_job_skill_ids|one2many|Current Job Skill|q|hr.job.skill
        expected_employees|integer|Total Forecasted Employees|o
        job_skill_ids|one2many|Skills|sq|hr.job.skill/job_id
        no_of_employee|integer|Current Number of Employees|o
        skill_ids|many2many|Skill|osq|hr.skill
        user_id|many2one|Recruiter|sqt|res.users
        """
}
