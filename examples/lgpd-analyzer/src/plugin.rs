//! The export.

use crate::messages::{AnalysisReport, AnalysisRequest};
use crate::request::answer;
use vial_pdk::{Error, Json, config};

fn process(Json(request): Json<AnalysisRequest>) -> Result<Json<AnalysisReport>, Error> {
    Ok(Json(answer(request, config::get)?))
}

vial_pdk::exports!(process);
