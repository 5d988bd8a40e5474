extension MeasuredRecords {
    static let resCountryState = """
        base.state_us_1|name=Alabama|code=AL|country_id=@base.us
        base.state_us_2|name=Alaska|code=AK|country_id=@base.us
        base.state_us_3|name=Arizona|code=AZ|country_id=@base.us
        base.state_us_4|name=Arkansas|code=AR|country_id=@base.us
        base.state_us_5|name=California|code=CA|country_id=@base.us
        base.state_us_6|name=Colorado|code=CO|country_id=@base.us
        base.state_us_7|name=Connecticut|code=CT|country_id=@base.us
        base.state_us_8|name=Delaware|code=DE|country_id=@base.us
        base.state_us_9|name=District of Columbia|code=DC|country_id=@base.us
        base.state_us_10|name=Florida|code=FL|country_id=@base.us
        base.state_us_11|name=Georgia|code=GA|country_id=@base.us
        base.state_us_12|name=Hawaii|code=HI|country_id=@base.us
        base.state_us_13|name=Idaho|code=ID|country_id=@base.us
        base.state_us_14|name=Illinois|code=IL|country_id=@base.us
        base.state_us_15|name=Indiana|code=IN|country_id=@base.us
        base.state_us_16|name=Iowa|code=IA|country_id=@base.us
        base.state_us_17|name=Kansas|code=KS|country_id=@base.us
        base.state_us_18|name=Kentucky|code=KY|country_id=@base.us
        base.state_us_19|name=Louisiana|code=LA|country_id=@base.us
        base.state_us_20|name=Maine|code=ME|country_id=@base.us
        base.state_us_21|name=Montana|code=MT|country_id=@base.us
        base.state_us_22|name=Nebraska|code=NE|country_id=@base.us
        base.state_us_23|name=Nevada|code=NV|country_id=@base.us
        base.state_us_24|name=New Hampshire|code=NH|country_id=@base.us
        base.state_us_25|name=New Jersey|code=NJ|country_id=@base.us
        base.state_us_26|name=New Mexico|code=NM|country_id=@base.us
        base.state_us_27|name=New York|code=NY|country_id=@base.us
        base.state_us_28|name=North Carolina|code=NC|country_id=@base.us
        base.state_us_29|name=North Dakota|code=ND|country_id=@base.us
        base.state_us_30|name=Ohio|code=OH|country_id=@base.us
        base.state_us_31|name=Oklahoma|code=OK|country_id=@base.us
        base.state_us_32|name=Oregon|code=OR|country_id=@base.us
        base.state_us_33|name=Maryland|code=MD|country_id=@base.us
        base.state_us_34|name=Massachusetts|code=MA|country_id=@base.us
        base.state_us_35|name=Michigan|code=MI|country_id=@base.us
        base.state_us_36|name=Minnesota|code=MN|country_id=@base.us
        base.state_us_37|name=Mississippi|code=MS|country_id=@base.us
        base.state_us_38|name=Missouri|code=MO|country_id=@base.us
        base.state_us_39|name=Pennsylvania|code=PA|country_id=@base.us
        base.state_us_40|name=Rhode Island|code=RI|country_id=@base.us
        base.state_us_41|name=South Carolina|code=SC|country_id=@base.us
        base.state_us_42|name=South Dakota|code=SD|country_id=@base.us
        base.state_us_43|name=Tennessee|code=TN|country_id=@base.us
        base.state_us_44|name=Texas|code=TX|country_id=@base.us
        base.state_us_45|name=Utah|code=UT|country_id=@base.us
        base.state_us_46|name=Vermont|code=VT|country_id=@base.us
        base.state_us_47|name=Virginia|code=VA|country_id=@base.us
        base.state_us_48|name=Washington|code=WA|country_id=@base.us
        base.state_us_49|name=West Virginia|code=WV|country_id=@base.us
        base.state_us_50|name=Wisconsin|code=WI|country_id=@base.us
        base.state_us_51|name=Wyoming|code=WY|country_id=@base.us
        base.state_us_as|name=American Samoa|code=AS|country_id=@base.us
        base.state_us_fm|name=Federated States of Micronesia|code=FM|country_id=@base.us
        base.state_us_gu|name=Guam|code=GU|country_id=@base.us
        base.state_us_mh|name=Marshall Islands|code=MH|country_id=@base.us
        base.state_us_mp|name=Northern Mariana Islands|code=MP|country_id=@base.us
        base.state_us_pw|name=Palau|code=PW|country_id=@base.us
        base.state_us_pr|name=Puerto Rico|code=PR|country_id=@base.us
        base.state_us_vi|name=Virgin Islands|code=VI|country_id=@base.us
        base.state_us_aa|name=Armed Forces Americas|code=AA|country_id=@base.us
        base.state_us_ae|name=Armed Forces Europe|code=AE|country_id=@base.us
        base.state_us_ap|name=Armed Forces Pacific|code=AP|country_id=@base.us
        """
}
