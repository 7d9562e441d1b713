import { Class } from "./messages";

/** The body mass index in kg/m², rounded half up to one decimal. */
export function bodyMassIndex(weightKg: f64, heightCm: f64): f64 {
  const index = (weightKg * 10000) / (heightCm * heightCm);
  return Math.floor(index * 10 + 0.5) / 10;
}

/** The class of a rounded index: WHO Technical Report Series 894, 2000, table 2.1. */
export function classOf(index: f64): Class {
  if (index < 18.5) return Class.Underweight;
  if (index < 25) return Class.Normal;
  if (index < 30) return Class.Overweight;
  return Class.Obese;
}
