extension MeasuredChanges {
    static let equipment = """
        @model|fleet.vehicle||
        @refusal|create|Fleet/Administrator;Fleet/Officer: Manage all vehicles
        @refusal|unlink|Fleet/Administrator;Fleet/Officer: Manage all vehicles
        @access|r|Employees/Officer: Manage all employees
        @access|crwd|Fleet/Administrator
        @access|crwd|Fleet/Officer: Manage all vehicles
        co2|float|CO₂ Emissions|sqt
        co2_emission_unit|selection|Co2 Emission Unit|rosqt||selection=g/km=g/km;g/mi=g/mi
        co2_standard|char|Emission Standard|sqt
        country_code|char|Country Code|o||size=2|path=country_id.code
        doors|integer|Number of Doors|sqt
        horsepower|float|Horsepower|sqt
        model_year|selection|Model Year|sqt||selection=1970=1970;1971=1971;1972=1972;1973=1973;1974=1974;1975=1975;\
        1976=1976;1977=1977;1978=1978;1979=1979;1980=1980;1981=1981;1982=1982;1983=1983;1984=1984;1985=1985;1986=1986;\
        1987=1987;1988=1988;1989=1989;1990=1990;1991=1991;1992=1992;1993=1993;1994=1994;1995=1995;1996=1996;1997=1997;\
        1998=1998;1999=1999;2000=2000;2001=2001;2002=2002;2003=2003;2004=2004;2005=2005;2006=2006;2007=2007;2008=2008;\
        2009=2009;2010=2010;2011=2011;2012=2012;2013=2013;2014=2014;2015=2015;2016=2016;2017=2017;2018=2018;2019=2019;\
        2020=2020;2021=2021;2022=2022;2023=2023;2024=2024;2025=2025;2026=2026
        plan_to_change_bike|boolean|Plan To Change Bike|sqt
        plan_to_change_car|boolean|Plan To Change Car|sqt
        power|float|Power|sqt
        range_unit|selection|Range Unit|rsqt||selection=km=km;mi=mi
        seats|integer|Seating Capacity|sqt
        @model|fleet.vehicle.odometer||
        driver_id|many2one|Driver|sqt|res.partner
        @model|fleet.vehicle.log.services||
        brand_id|many2one|Brand|osqt|fleet.vehicle.model.brand|path=vehicle_id.model_id.brand_id
        model_id|many2one|Model|osqt|fleet.vehicle.model|path=vehicle_id.model_id
        @model|fleet.vehicle.model||
        co2_emission_unit|selection|Co2 Emission Unit|ro||selection=g/km=g/km;g/mi=g/mi
        co2_standard|char|Emission Standard|sqt
        default_co2|float|CO₂ Emissions|sqt
        doors|integer|Number of Doors|sqt
        drive_type|selection|Drive Type|sqt||selection=fwd=Front-Wheel Drive (FWD);awd=All-Wheel Drive (AWD);\
        rwd=Rear-Wheel Drive (RWD);4wd=Four-Wheel Drive (4WD)
        horsepower|float|Horsepower|sqt
        model_year|selection|Model Year|sqt||selection=1970=1970;1971=1971;1972=1972;1973=1973;1974=1974;1975=1975;\
        1976=1976;1977=1977;1978=1978;1979=1979;1980=1980;1981=1981;1982=1982;1983=1983;1984=1984;1985=1985;1986=1986;\
        1987=1987;1988=1988;1989=1989;1990=1990;1991=1991;1992=1992;1993=1993;1994=1994;1995=1995;1996=1996;1997=1997;\
        1998=1998;1999=1999;2000=2000;2001=2001;2002=2002;2003=2003;2004=2004;2005=2005;2006=2006;2007=2007;2008=2008;\
        2009=2009;2010=2010;2011=2011;2012=2012;2013=2013;2014=2014;2015=2015;2016=2016;2017=2017;2018=2018;2019=2019;\
        2020=2020;2021=2021;2022=2022;2023=2023;2024=2024;2025=2025;2026=2026
        power|float|Power|sqt
        power_unit|selection|Power Unit|rsqt||selection=power=kW;horsepower=Horsepower (hp)
        range_unit|selection|Range Unit|rsqt||selection=km=km;mi=mi
        seats|integer|Seating Capacity|sqt
        @model|maintenance.equipment||
        @refusal|read|Maintenance/Equipment Manager;Role / User
        -location
        location_id|many2one|Location|sqt|stock.location
        @model|maintenance.equipment.category||
        @refusal|read|Maintenance/Equipment Manager;Role / User
        -alias_bounced_content
        -alias_contact
        -alias_defaults
        -alias_domain
        -alias_domain_id
        -alias_email
        -alias_force_thread_id
        -alias_full_name
        -alias_id
        -alias_incoming_local
        -alias_model_id
        -alias_name
        -alias_parent_model_id
        -alias_parent_thread_id
        -alias_status
        -has_message
        -message_attachment_count
        -message_follower_ids
        -message_has_error
        -message_has_error_counter
        -message_has_sms_error
        -message_ids
        -message_is_follower
        -message_needaction
        -message_needaction_counter
        -message_partner_ids
        -rating_ids
        -website_message_ids
        @model|maintenance.request||
        duration|float|Duration|osqt
        schedule_end|datetime|Scheduled End|sqt
        @model|fleet.vehicle.state||
        fold|boolean|Folded in Kanban|sqt
        @model|maintenance.stage||
        @refusal|read|Maintenance/Equipment Manager;Role / User
        @model|maintenance.team||
        @refusal|read|Maintenance/Equipment Manager;Role / User
        alias_bounced_content|html|Custom Bounced Message|qtT||path=alias_id.alias_bounced_content
        alias_contact|selection|Alias Contact Security|rqt||path=alias_id.alias_contact|selection=everyone=Everyone;\
        partners=Authenticated Partners;followers=Followers only;employees=Authenticated Employees
        alias_defaults|text|Default Values|roqt||path=alias_id.alias_defaults
        alias_domain|char|Alias Domain Name|oqt||path=alias_id.alias_domain
        alias_domain_id|many2one|Alias Domain|qt|mail.alias.domain|path=alias_id.alias_domain_id
        alias_email|char|Email Alias|oq
        alias_force_thread_id|integer|Record Thread ID|qt||path=alias_id.alias_force_thread_id
        alias_full_name|char|Alias Email|oqt||path=alias_id.alias_full_name
        alias_id|many2one|Alias|rsqt|mail.alias
        alias_incoming_local|boolean|Local-part based incoming detection|qt||path=alias_id.alias_incoming_local
        alias_model_id|many2one|Aliased Model|rqt|ir.model|path=alias_id.alias_model_id
        alias_name|char|Alias Name|qt||path=alias_id.alias_name
        alias_parent_model_id|many2one|Parent Model|qt|ir.model|path=alias_id.alias_parent_model_id
        alias_parent_thread_id|integer|Parent Record Thread ID|qt||path=alias_id.alias_parent_thread_id
        alias_status|selection|Alias Status|oqt||path=alias_id.alias_status|selection=not_tested=Not Tested;\
        valid=Valid;invalid=Invalid
        has_message|boolean|Has Message|oq
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
        rating_ids|one2many|Ratings|sq|rating.rating/res_id
        website_message_ids|one2many|Website Messages|sq|mail.message/res_id
        """
}
