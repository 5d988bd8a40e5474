extension MeasuredModel {
    static let fleetVehicleModel = """
        @model|fleet.vehicle.model|Model of a vehicle|name asc|
        @refusal|create|Fleet/Administrator
        @refusal|read|Fleet/Administrator;Fleet/Officer: Manage all vehicles
        @refusal|write|Fleet/Administrator
        @refusal|unlink|Fleet/Administrator
        @access|crwd|Fleet/Administrator
        @access|r|Fleet/Officer: Manage all vehicles
        active|boolean|Active|sqt
        18 activity_date_deadline|date|Next Activity Deadline|oq
        18 activity_exception_decoration|selection|Activity Exception Decoration|oq||selection=warning=Alert;\
        danger=Error
        18 activity_exception_icon|char|Icon|o
        18 activity_ids|one2many|Activities|sq|mail.activity/res_id
        18 activity_state|selection|Activity State|oq||selection=overdue=Overdue;today=Today;planned=Planned
        18 activity_summary|char|Next Activity Summary|q||path=activity_ids.summary
        18 activity_type_icon|char|Activity Type Icon|oq||path=activity_ids.icon
        18 activity_type_id|many2one|Next Activity Type|q|mail.activity.type|path=activity_ids.activity_type_id
        18 activity_user_id|many2one|Responsible User|oq|res.users
        avatar_1024|binary|Avatar 1024|o
        avatar_128|binary|Avatar 128|o
        avatar_1920|binary|Avatar|o
        avatar_256|binary|Avatar 256|o
        avatar_512|binary|Avatar 512|o
        brand_id|many2one|Manufacturer|rsqt|fleet.vehicle.model.brand
        category_id|many2one|Category|sqt|fleet.vehicle.model.category
        co2_standard|char|Co2 Standard|sqt
        color|char|Color|sqt
        create_date|datetime|Created on|osqt
        create_uid|many2one|Created by|osqt|res.users
        default_co2|float|CO2 Emissions|sqt
        default_fuel_type|selection|Fuel Type|sqt||selection=diesel=Diesel;gasoline=Gasoline;full_hybrid=Full \
        Hybrid;plug_in_hybrid_diesel=Plug-in Hybrid Diesel;plug_in_hybrid_gasoline=Plug-in Hybrid Gasoline;cng=CNG;\
        lpg=LPG;hydrogen=Hydrogen;electric=Electric
        17 display_name|char|Display Name|o
        18 display_name|char|Display Name|oq
        doors|integer|Doors Number|sqt
        electric_assistance|boolean|Electric Assistance|sqt
        18 has_message|boolean|Has Message|oq
        horsepower|integer|Horsepower|sqt
        horsepower_tax|float|Horsepower Taxation|sqt
        id|integer|ID|osqt
        image_1024|binary|Image 1024|osq||path=image_1920
        image_128|binary|Image 128|osq||path=brand_id.image_128
        image_1920|binary|Image|sq
        image_256|binary|Image 256|osq||path=image_1920
        image_512|binary|Image 512|osq||path=image_1920
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
        model_year|integer|Model Year|sqt
        18 my_activity_date_deadline|date|My Activity Deadline|oq
        name|char|Model name|rsqt
        power|integer|Power|sqt
        18 power_unit|selection|Power Unit|rsqt||selection=power=kW;horsepower=Horsepower
        18 rating_ids|one2many|Ratings|sq|rating.rating/res_id
        seats|integer|Seats Number|sqt
        trailer_hook|boolean|Trailer Hitch|sqt
        transmission|selection|Transmission|sqt||selection=manual=Manual;automatic=Automatic
        vehicle_count|integer|Vehicle Count|oq
        vehicle_properties_definition|properties_definition|Vehicle Properties|sqt
        18 vehicle_range|integer|Range|sqt
        vehicle_type|selection|Vehicle Type|rsqt||selection=car=Car;bike=Bike
        vendors|many2many|Vendors|sq|res.partner
        18 website_message_ids|one2many|Website Messages|sq|mail.message/res_id
        write_date|datetime|Last Updated on|osqt
        write_uid|many2one|Last Updated by|osqt|res.users
        """
}
