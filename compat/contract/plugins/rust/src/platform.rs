//! What the host does for a plugin.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use vial_pdk::{Error, Json, http::Request, log};

vial_pdk::host_functions! {
    fn reverse(bytes: &[u8]) -> Vec<u8>;
}

pub fn config(key: &str) -> Result<String, Error> {
    vial_pdk::config::get(key).ok_or_else(|| "config: absent".into())
}

pub fn var_set(assignment: &str) -> Result<(), Error> {
    let (name, value) = assignment
        .split_once('=')
        .ok_or("input: expected name=value")?;
    vial_pdk::var::set(name, value);
    Ok(())
}

pub fn var_get(name: &str) -> Result<Vec<u8>, Error> {
    vial_pdk::var::get(name).ok_or_else(|| "var: absent".into())
}

pub fn var_remove(name: &str) {
    vial_pdk::var::remove(name);
}

pub fn log(text: &str) -> String {
    log::trace!("{text}");
    log::debug!("{text}");
    log::info!("{text}");
    log::warn!("{text}");
    log::error!("{text}");
    log::host_level().to_string()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HttpRequest {
    #[serde(default)]
    body: String,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default = "get")]
    method: String,
    url: String,
}

fn get() -> String {
    "GET".into()
}

#[derive(Serialize)]
pub struct HttpResponse {
    body: String,
    #[serde(rename = "contentType")]
    content_type: String,
    status: u16,
}

pub fn http(Json(request): Json<HttpRequest>) -> Result<Json<HttpResponse>, Error> {
    let HttpRequest {
        body,
        headers,
        method,
        url,
    } = request;
    let response = Request {
        url,
        method,
        headers,
        body: body.into_bytes(),
    }
    .send()?;
    Ok(Json(HttpResponse {
        body: response.text()?.to_owned(),
        content_type: response
            .header("content-type")
            .unwrap_or_default()
            .to_owned(),
        status: response.status,
    }))
}

pub fn host(input: &[u8]) -> Vec<u8> {
    reverse(input)
}
