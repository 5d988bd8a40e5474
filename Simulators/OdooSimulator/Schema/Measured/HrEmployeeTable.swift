extension MeasuredModel {
    static let hrEmployee = """
        @model|hr.employee|Employee|name|
        @refusal|create|Employees/Officer: Manage all employees
        @refusal|read|Administration/Settings;Employees/Officer: Manage all employees
        @refusal|write|Employees/Officer: Manage all employees
        @refusal|unlink|Employees/Officer: Manage all employees
        @access|r|Administration/Settings
        @access|crwd|Employees/Officer: Manage all employees
        active|boolean|Active|sqt||path=resource_id.active
        activity_date_deadline|date|Next Activity Deadline|oq
        activity_exception_decoration|selection|Activity Exception Decoration|oq||selection=warning=Alert;danger=Error
        activity_exception_icon|char|Icon|o
        activity_ids|one2many|Activities|sq|mail.activity/res_id
        activity_state|selection|Activity State|oq||selection=overdue=Overdue;today=Today;planned=Planned
        activity_summary|char|Next Activity Summary|q||path=activity_ids.summary
        activity_type_icon|char|Activity Type Icon|oq||path=activity_ids.icon
        activity_type_id|many2one|Next Activity Type|q|mail.activity.type|path=activity_ids.activity_type_id
        activity_user_id|many2one|Responsible User|oq|res.users
        additional_note|text|Additional Note|sqt
        address_id|many2one|Work Address|sqt|res.partner
        avatar_1024|binary|Avatar 1024|o
        avatar_128|binary|Avatar 128|o
        avatar_1920|binary|Avatar|o
        avatar_256|binary|Avatar 256|o
        avatar_512|binary|Avatar 512|o
        17 bank_account_id|many2one|Bank Account Number|sqt|res.partner.bank
        18 bank_account_id|many2one|Bank Account|sqt|res.partner.bank
        barcode|char|Badge ID|sqt
        birthday|date|Date of Birth|sqt
        car_ids|one2many|Vehicles (private)|sq|fleet.vehicle/driver_employee_id
        category_ids|many2many|Tags|sq|hr.employee.category
        certificate|selection|Certificate Level|sqt||selection=graduate=Graduate;bachelor=Bachelor;master=Master;\
        doctor=Doctor;other=Other
        child_all_count|integer|Indirect Subordinates Count|o
        child_count|integer|Direct Subordinates Count|o
        child_ids|one2many|Direct subordinates|sq|hr.employee/parent_id
        children|integer|Number of Dependent Children|sqt
        coach_id|many2one|Coach|sqt|hr.employee
        color|integer|Color Index|sqt
        company_country_code|char|Country Code|oq||path=company_country_id.code|size=2
        company_country_id|many2one|Company Country|o|res.country|path=company_id.country_id
        company_id|many2one|Company|rsqt|res.company|path=resource_id.company_id
        country_id|many2one|Nationality (Country)|sqt|res.country
        country_of_birth|many2one|Country of Birth|sqt|res.country
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        17 currency_id|many2one|Currency|oq|res.currency|path=company_id.currency_id
        18 currency_id|many2one|Currency|oqt|res.currency|path=company_id.currency_id
        17 department_color|integer|Department Color|oq||path=department_id.color
        18 department_color|integer|Department Color|oqt||path=department_id.color
        department_id|many2one|Department|sqt|hr.department
        departure_date|date|Departure Date|sqt
        departure_description|html|Additional Information|sqt
        departure_reason_id|many2one|Departure Reason|sqt|hr.departure.reason
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        18 distance_home_work|integer|Home-Work Distance|sqt
        18 distance_home_work_unit|selection|Home-Work Distance unit|rsqt||selection=kilometers=km;miles=mi
        driving_license|binary|Driving License|sq
        18 email|char|Email|oqt||path=user_id.email
        emergency_contact|char|Contact Name|sqt
        emergency_phone|char|Contact Phone|sqt
        employee_cars_count|integer|Cars|o
        employee_properties|properties|Properties|sqt
        employee_skill_ids|one2many|Skills|sq|hr.employee.skill/employee_id
        17 employee_type|selection|Employee Type|rsqt||selection=employee=Employee;student=Student;trainee=Trainee;\
        contractor=Contractor;freelance=Freelancer
        18 employee_type|selection|Employee Type|rsqt||selection=employee=Employee;worker=Worker;student=Student;\
        trainee=Trainee;contractor=Contractor;freelance=Freelancer
        equipment_count|integer|Equipment Count|o
        equipment_ids|one2many|Equipment|sq|maintenance.equipment/employee_id
        gender|selection|Gender|sqt||selection=male=Male;female=Female;other=Other
        has_message|boolean|Has Message|oq
        has_timesheet|boolean|Has Timesheet|o
        has_work_permit|binary|Work Permit|sq
        hourly_cost|monetary|Hourly Cost|sqt||currency=currency_id
        17 hr_icon_display|selection|Hr Icon Display|o||selection=presence_present=Present;\
        presence_absent_active=Present but not active;presence_absent=Absent;presence_to_define=To define;\
        presence_undetermined=Undetermined
        18 hr_icon_display|selection|Hr Icon Display|o||selection=presence_present=Present;\
        presence_out_of_working_hour=Out of Working hours;presence_absent=Absent;presence_archive=Archived;\
        presence_undetermined=Undetermined
        17 hr_presence_state|selection|Hr Presence State|o||selection=present=Present;absent=Absent;to_define=To \
        Define
        18 hr_presence_state|selection|Hr Presence State|o||selection=present=Present;absent=Absent;\
        archive=Archived;out_of_working_hour=Out of Working hours
        id|integer|ID|osqt
        id_card|binary|ID Card Copy|sq
        identification_id|char|Identification No|sqt
        18 im_status|char|IM Status|o||path=user_id.im_status
        image_1024|binary|Image 1024|osq||path=image_1920
        image_128|binary|Image 128|osq||path=image_1920
        image_1920|binary|Image|sq
        image_256|binary|Image 256|osq||path=image_1920
        image_512|binary|Image 512|osq||path=image_1920
        18 is_flexible|boolean|Is Flexible|osqt
        18 is_fully_flexible|boolean|Is Fully Flexible|osqt
        is_subordinate|boolean|Is Subordinate|oq
        job_id|many2one|Job Position|sqt|hr.job
        job_title|char|Job Title|sqt
        17 km_home_work|integer|Home-Work Distance|sqt
        18 km_home_work|integer|Home-Work Distance in Km|sqt
        lang|selection|Lang|sqt||selection=en_US=English (US);fr_FR=French / Français;de_DE=German / Deutsch
        last_activity|date|Last Activity|o
        last_activity_time|char|Last Activity Time|o
        license_plate|char|License Plate|oq
        17 marital|selection|Marital Status|sqt||selection=single=Single;married=Married;cohabitant=Legal \
        Cohabitant;widower=Widower;divorced=Divorced
        18 marital|selection|Marital Status|rsqt||selection=single=Single;married=Married;cohabitant=Legal \
        Cohabitant;widower=Widower;divorced=Divorced
        member_of_department|boolean|Member of department|oq
        message_attachment_count|integer|Attachment Count|o
        message_follower_ids|one2many|Followers|sq|mail.followers/res_id
        message_has_error|boolean|Message Delivery error|oq
        message_has_error_counter|integer|Number of errors|o
        message_has_sms_error|boolean|SMS Delivery error|oq
        message_ids|one2many|Messages|sq|mail.message/res_id
        message_is_follower|boolean|Is Follower|oq
        message_main_attachment_id|many2one|Main Attachment|sqt|ir.attachment
        message_needaction|boolean|Action Needed|oq
        message_needaction_counter|integer|Number of Actions|o
        message_partner_ids|many2many|Followers (Partners)|q|res.partner
        mobile_phone|char|Work Mobile|sqt
        mobility_card|char|Mobility Card|sqt
        my_activity_date_deadline|date|My Activity Deadline|oq
        name|char|Employee Name|sqt||path=resource_id.name
        newly_hired|boolean|Newly Hired|oq
        notes|text|Notes|sqt
        parent_id|many2one|Manager|sqt|hr.employee
        passport_id|char|Passport No|sqt
        permit_no|char|Work Permit No|sqt
        18 phone|char|Phone|oqt||path=user_id.phone
        pin|char|PIN|sqt
        place_of_birth|char|Place of Birth|sqt
        private_car_plate|char|Private Car Plate|sqt
        private_city|char|Private City|sqt
        private_country_id|many2one|Private Country|sqt|res.country
        private_email|char|Private Email|sqt
        private_phone|char|Private Phone|sqt
        private_state_id|many2one|Private State|sqt|res.country.state
        private_street|char|Private Street|sqt
        private_street2|char|Private Street2|sqt
        private_zip|char|Private Zip|sqt
        rating_ids|one2many|Ratings|sq|rating.rating/res_id
        18 related_partners_count|integer|Related Partners Count|o
        resource_calendar_id|many2one|Working Hours|sqt|resource.calendar|path=resource_id.calendar_id
        resource_id|many2one|Resource|rsqt|resource.resource
        resume_line_ids|one2many|Resume lines|sq|hr.resume.line/employee_id
        18 share|boolean|Share User|oqt||path=user_id.share
        show_hr_icon_display|boolean|Show Hr Icon Display|o
        sinid|char|SIN No|sqt
        skill_ids|many2many|Skill|osq|hr.skill
        spouse_birthdate|date|Spouse Birthdate|sqt
        spouse_complete_name|char|Spouse Complete Name|sqt
        ssnid|char|SSN No|sqt
        study_field|char|Field of Study|sqt
        study_school|char|School|sqt
        subordinate_ids|one2many|Subordinates|o|hr.employee
        17 tz|selection|Timezone|q||path=resource_id.tz|zones
        18 tz|selection|Timezone|qt||path=resource_id.tz|zones
        user_id|many2one|User|sqt|res.users|path=resource_id.user_id
        user_partner_id|many2one|User's partner|oq|res.partner|path=user_id.partner_id
        visa_expire|date|Visa Expiration Date|sqt
        visa_no|char|Visa No|sqt
        website_message_ids|one2many|Website Messages|sq|mail.message/res_id
        work_contact_id|many2one|Work Contact|sqt|res.partner
        work_email|char|Work Email|sqt
        work_location_id|many2one|Work Location|sqt|hr.work.location
        18 work_location_name|char|Work Location Name|o
        18 work_location_type|selection|Work Location Type|o||selection=home=Home;office=Office;other=Other
        work_permit_expiration_date|date|Work Permit Expiration Date|sqt
        work_permit_name|char|work_permit_name|o
        work_permit_scheduled_activity|boolean|Work Permit Scheduled Activity|sqt
        work_phone|char|Work Phone|sqt
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
