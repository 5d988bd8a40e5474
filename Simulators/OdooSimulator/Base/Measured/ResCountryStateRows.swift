extension MeasuredRecords {
    static let resCountryState = """
        #9|name=Alabama|code=AL|country_id=@base.us
        #10|name=Alaska|code=AK|country_id=@base.us
        #11|name=Arizona|code=AZ|country_id=@base.us
        #12|name=Arkansas|code=AR|country_id=@base.us
        #13|name=California|code=CA|country_id=@base.us
        #14|name=Colorado|code=CO|country_id=@base.us
        #15|name=Connecticut|code=CT|country_id=@base.us
        #16|name=Delaware|code=DE|country_id=@base.us
        #17|name=District of Columbia|code=DC|country_id=@base.us
        #18|name=Florida|code=FL|country_id=@base.us
        #19|name=Georgia|code=GA|country_id=@base.us
        #20|name=Hawaii|code=HI|country_id=@base.us
        #21|name=Idaho|code=ID|country_id=@base.us
        #22|name=Illinois|code=IL|country_id=@base.us
        #23|name=Indiana|code=IN|country_id=@base.us
        #24|name=Iowa|code=IA|country_id=@base.us
        #25|name=Kansas|code=KS|country_id=@base.us
        #26|name=Kentucky|code=KY|country_id=@base.us
        #27|name=Louisiana|code=LA|country_id=@base.us
        #28|name=Maine|code=ME|country_id=@base.us
        #29|name=Montana|code=MT|country_id=@base.us
        #30|name=Nebraska|code=NE|country_id=@base.us
        #31|name=Nevada|code=NV|country_id=@base.us
        #32|name=New Hampshire|code=NH|country_id=@base.us
        #33|name=New Jersey|code=NJ|country_id=@base.us
        #34|name=New Mexico|code=NM|country_id=@base.us
        #35|name=New York|code=NY|country_id=@base.us
        #36|name=North Carolina|code=NC|country_id=@base.us
        #37|name=North Dakota|code=ND|country_id=@base.us
        #38|name=Ohio|code=OH|country_id=@base.us
        #39|name=Oklahoma|code=OK|country_id=@base.us
        #40|name=Oregon|code=OR|country_id=@base.us
        #41|name=Maryland|code=MD|country_id=@base.us
        #42|name=Massachusetts|code=MA|country_id=@base.us
        #43|name=Michigan|code=MI|country_id=@base.us
        #44|name=Minnesota|code=MN|country_id=@base.us
        #45|name=Mississippi|code=MS|country_id=@base.us
        #46|name=Missouri|code=MO|country_id=@base.us
        #47|name=Pennsylvania|code=PA|country_id=@base.us
        #48|name=Rhode Island|code=RI|country_id=@base.us
        #49|name=South Carolina|code=SC|country_id=@base.us
        #50|name=South Dakota|code=SD|country_id=@base.us
        #51|name=Tennessee|code=TN|country_id=@base.us
        #52|name=Texas|code=TX|country_id=@base.us
        #53|name=Utah|code=UT|country_id=@base.us
        #54|name=Vermont|code=VT|country_id=@base.us
        #55|name=Virginia|code=VA|country_id=@base.us
        #56|name=Washington|code=WA|country_id=@base.us
        #57|name=West Virginia|code=WV|country_id=@base.us
        #58|name=Wisconsin|code=WI|country_id=@base.us
        #59|name=Wyoming|code=WY|country_id=@base.us
        #60|name=American Samoa|code=AS|country_id=@base.us
        #61|name=Federated States of Micronesia|code=FM|country_id=@base.us
        #62|name=Guam|code=GU|country_id=@base.us
        #63|name=Marshall Islands|code=MH|country_id=@base.us
        #64|name=Northern Mariana Islands|code=MP|country_id=@base.us
        #65|name=Palau|code=PW|country_id=@base.us
        #66|name=Puerto Rico|code=PR|country_id=@base.us
        #67|name=Virgin Islands|code=VI|country_id=@base.us
        #68|name=Armed Forces Americas|code=AA|country_id=@base.us
        #69|name=Armed Forces Europe|code=AE|country_id=@base.us
        #70|name=Armed Forces Pacific|code=AP|country_id=@base.us
        """
}
