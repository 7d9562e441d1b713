//! HTTP through the host, which lets a plugin reach what it was granted and nothing else.
//!
//! ```no_run
//! use vial_pdk::{Error, http::Request};
//!
//! fn patient(id: &str) -> Result<String, Error> {
//!     let url = format!("https://partner.example/v1/Patient/{id}");
//!     let response = Request::get(url).header("accept", "application/fhir+json").send()?;
//!     match response.status {
//!         200 => Ok(response.text()?.to_owned()),
//!         status => Err(format!("the partner answered {status}").into()),
//!     }
//! }
//! ```
//!
//! A request that the host refuses or cannot make fails the call. In a [`batch`] it is an answer.

mod batch;

pub use batch::{Failure, batch};

use crate::host::{Block, block, import};
use crate::{Error, json};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A request to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// With scheme and host; `https` or `http`.
    pub url: String,
    /// `GET` and so on.
    pub method: String,
    /// Values by name.
    pub headers: BTreeMap<String, String>,
    /// Empty when there is none.
    pub body: Vec<u8>,
}

/// What came back, whatever the status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// 200 and so on. The host follows no redirects, so that 3xx is possible.
    pub status: u16,
    /// Values by name in lower case.
    pub headers: BTreeMap<String, String>,
    /// As the server sent it.
    pub body: Vec<u8>,
}

/// A request apart from its body, as the host takes it.
#[derive(Serialize)]
struct Head<'a> {
    headers: &'a BTreeMap<String, String>,
    method: &'a str,
    url: &'a str,
}

impl Request {
    /// A request of any method.
    pub fn new(method: impl Into<String>, url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            method: method.into(),
            headers: BTreeMap::new(),
            body: Vec::new(),
        }
    }

    /// A `GET` request.
    pub fn get(url: impl Into<String>) -> Self {
        Self::new("GET", url)
    }

    /// A `POST` request with this body.
    pub fn post(url: impl Into<String>, body: impl Into<Vec<u8>>) -> Self {
        Self::new("POST", url).body(body)
    }

    /// The same request with this header.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.insert(name.into(), value.into());
        self
    }

    /// The same request with this body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// Sends it and waits for the answer.
    ///
    /// # Errors
    /// When the host describes the answer in another way than Extism's hosts do. Requests that fail
    /// end the call without coming back here.
    pub fn send(&self) -> Result<Response, Error> {
        let head = json::to_vec(&Head {
            headers: &self.headers,
            method: &self.method,
            url: &self.url,
        })?;
        let body = Block::new(&self.body);
        let answer = import::http_request(Block::new(&head).give(), body.give());
        let headers = block::find(import::http_headers());
        Ok(Response {
            status: import::http_status_code() as u16,
            headers: headers.map_or(Ok(BTreeMap::new()), |headers| json::from_slice(&headers))?,
            body: block::find(answer).unwrap_or_default(),
        })
    }
}

impl Response {
    /// The header's value; names are the same in upper and lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The body as text.
    ///
    /// # Errors
    /// When it is not UTF-8.
    pub fn text(&self) -> Result<&str, Error> {
        std::str::from_utf8(&self.body).map_err(|_| "response: not UTF-8".into())
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// When it is not JSON of this shape.
    pub fn json<'a, T: Deserialize<'a>>(&'a self) -> Result<T, Error> {
        Ok(json::from_slice(&self.body)?)
    }
}
