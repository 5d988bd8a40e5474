extension MeasuredModel {
    static let fleetVehicle = """
        @model|fleet.vehicle|Vehicle|license_plate asc, acquisition_date asc|
        @refusal|create|Fleet/Administrator
        @refusal|read|Fleet/Administrator;Fleet/Officer: Manage all vehicles;Employees/Officer: Manage all employees
        @refusal|write|Fleet/Administrator;Fleet/Officer: Manage all vehicles
        @refusal|unlink|Fleet/Administrator
        @access|r|Employees/Officer: Manage all employees
        @access|crwd|Fleet/Administrator
        @access|rw|Fleet/Officer: Manage all vehicles
        account_move_ids|one2many|Account Move|o|account.move
        acquisition_date|date|Registration Date|sqt
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
        avatar_1024|binary|Avatar 1024|o
        avatar_128|binary|Avatar 128|o
        avatar_1920|binary|Avatar|o
        avatar_256|binary|Avatar 256|o
        avatar_512|binary|Avatar 512|o
        bill_count|integer|Bills Count|o
        brand_id|many2one|Brand|sqt|fleet.vehicle.model.brand|path=model_id.brand_id
        car_value|float|Catalog Value (VAT Incl.)|sqt
        category_id|many2one|Category|sqt|fleet.vehicle.model.category
        co2|float|CO2 Emissions|sqt
        co2_standard|char|CO2 Standard|sqt
        color|char|Color|sqt
        company_id|many2one|Company|sqt|res.company
        contract_count|integer|Contract Count|o
        contract_renewal_due_soon|boolean|Has Contracts to renew|oq
        17 contract_renewal_name|text|Name of contract to renew soon|o
        contract_renewal_overdue|boolean|Has Contracts Overdue|oq
        17 contract_renewal_total|text|Total of contracts due or overdue minus one|o
        contract_state|selection|Last Contract State|o||selection=futur=Incoming;open=In Progress;expired=Expired;\
        closed=Closed
        country_code|char|Country Code|oq||path=country_id.code|size=2
        country_id|many2one|Country|o|res.country|path=company_id.country_id
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        17 currency_id|many2one|Currency|oq|res.currency|path=company_id.currency_id
        18 currency_id|many2one|Currency|oqt|res.currency|path=company_id.currency_id
        description|html|Vehicle Description|sqt
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        doors|integer|Doors Number|sqt
        driver_employee_id|many2one|Driver (Employee)|osqt|hr.employee
        17 driver_employee_name|char|Employee Name|oq||path=driver_employee_id.name
        18 driver_employee_name|char|Employee Name|oqt||path=driver_employee_id.name
        driver_id|many2one|Driver|sqt|res.partner
        electric_assistance|boolean|Electric Assistance|sqt
        first_contract_date|date|First Contract Date|sqt
        frame_size|float|Frame Size|sqt
        frame_type|selection|Bike Frame Type|sqt||selection=diamant=Diamant;trapez=Trapez;wave=Wave
        fuel_type|selection|Fuel Type|sqt||selection=diesel=Diesel;gasoline=Gasoline;full_hybrid=Full Hybrid;\
        plug_in_hybrid_diesel=Plug-in Hybrid Diesel;plug_in_hybrid_gasoline=Plug-in Hybrid Gasoline;cng=CNG;lpg=LPG;\
        hydrogen=Hydrogen;electric=Electric
        future_driver_employee_id|many2one|Future Driver (Employee)|osqt|hr.employee
        future_driver_id|many2one|Future Driver|sqt|res.partner
        has_message|boolean|Has Message|oq
        history_count|integer|Drivers History Count|o
        horsepower|integer|Horsepower|sqt
        horsepower_tax|float|Horsepower Taxation|sqt
        id|integer|ID|osqt
        image_1024|binary|Image 1024|osq||path=image_1920
        image_128|binary|Image 128|osq||path=model_id.image_128
        image_1920|binary|Image|sq
        image_256|binary|Image 256|osq||path=image_1920
        image_512|binary|Image 512|osq||path=image_1920
        license_plate|char|License Plate|sqt
        location|char|Location|sqt
        log_contracts|one2many|Contracts|sq|fleet.vehicle.log.contract/vehicle_id
        log_drivers|one2many|Assignment Logs|sq|fleet.vehicle.assignation.log/vehicle_id
        log_services|one2many|Services Logs|sq|fleet.vehicle.log.services/vehicle_id
        manager_id|many2one|Fleet Manager|sqt|res.users
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
        mobility_card|char|Mobility Card|osqt
        model_id|many2one|Model|rsqt|fleet.vehicle.model
        model_year|char|Model Year|sqt
        my_activity_date_deadline|date|My Activity Deadline|oq
        name|char|Name|osqt
        net_car_value|float|Purchase Value|sqt
        next_assignation_date|date|Assignment Date|sqt
        odometer|float|Last Odometer
        odometer_count|integer|Odometer|o
        odometer_unit|selection|Odometer Unit|rsqt||selection=kilometers=km;miles=mi
        order_date|date|Order Date|sqt
        plan_to_change_bike|boolean|Plan To Change Bike|sqt||path=driver_id.plan_to_change_bike
        plan_to_change_car|boolean|Plan To Change Car|sqt||path=driver_id.plan_to_change_car
        power|integer|Power|sqt
        18 power_unit|selection|Power Unit|rsqt||selection=power=kW;horsepower=Horsepower
        rating_ids|one2many|Ratings|sq|rating.rating/res_id
        residual_value|float|Residual Value|sqt
        seats|integer|Seats Number|sqt
        service_activity|selection|Service Activity|o||selection=none=None;overdue=Overdue;today=Today
        service_count|integer|Services|o
        state_id|many2one|State|sqt|fleet.vehicle.state
        tag_ids|many2many|Tags|sq|fleet.vehicle.tag
        trailer_hook|boolean|Trailer Hitch|sqt
        transmission|selection|Transmission|sqt||selection=manual=Manual;automatic=Automatic
        vehicle_properties|properties|Properties|sqt
        18 vehicle_range|integer|Range|sqt
        17 vehicle_type|selection|Vehicle Type|oq||path=model_id.vehicle_type|selection=car=Car;bike=Bike
        18 vehicle_type|selection|Vehicle Type|oqt||path=model_id.vehicle_type|selection=car=Car;bike=Bike
        vin_sn|char|Chassis Number|sqt
        website_message_ids|one2many|Website Messages|sq|mail.message/res_id
        write_date|datetime|Last Updated on|osqt
        write_off_date|date|Cancellation Date|sqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
