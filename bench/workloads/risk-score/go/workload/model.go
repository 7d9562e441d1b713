package workload

import "math"

const features = 8

var (
	low     = [features]float64{18, 8, 0.5, 5, 2, 0.1, 20, 40}
	high    = [features]float64{120, 100, 30, 2000, 25, 10, 300, 300}
	means   = [features]float64{58, 27.4, 5.3, 84, 6.1, 1.35, 74, 134}
	scales  = [features]float64{0.07, 0.19, 0.85, 0.04, 0.7, 2.4, 0.08, 0.05}
	weights = [features]float64{0.62, 0.11, 0.24, 0.19, 0.28, -0.27, 0.08, 0.31}
)

// standardise returns the standardised measurements; false when one is out of range.
func standardise(m *Measurements) (z [features]float64, inRange bool) {
	z = [features]float64{m.Age, m.Bmi, m.Cholesterol, m.Creatinine, m.Hba1C, m.Hdl, m.HeartRate, m.Systolic}
	for i, value := range z {
		if !(value >= low[i] && value <= high[i]) {
			return z, false
		}
		z[i] = (value - means[i]) * scales[i]
	}
	return z, true
}

// riskOf is the probability that the logistic regression gives. Conversions keep products from being fused with sums.
func riskOf(patient *Patient, z *[features]float64) float64 {
	bias := -2.1
	if patient.Sex == SexMale {
		bias += 0.35
	}
	if patient.Smoker {
		bias += 0.54
	}
	if patient.Diabetic {
		bias += 0.47
	}
	var terms [4]float64
	for j := range terms {
		terms[j] = float64(weights[j]*z[j]) + float64(weights[j+4]*z[j+4])
	}
	return 1 / (1 + exp(-(((terms[0] + terms[1]) + (terms[2] + terms[3])) + bias)))
}

// exp is fdlibm's e_exp.c: math.Exp differs from platform to platform.
func exp(x float64) float64 {
	const (
		p1 = 1.66666666666666019037e-1
		p2 = -2.77777777770155933842e-3
		p3 = 6.61375632143793436117e-5
		p4 = -1.65339022054652515390e-6
		p5 = 4.13813679705723846039e-8
	)
	k := math.Floor(float64(x*1.44269504088896338700) + 0.5)
	hi := x - float64(k*6.93147180369123816490e-1)
	lo := k * 1.90821492927058770002e-10
	r := hi - lo
	q := r * r
	c := r - float64(q*(p1+float64(q*(p2+float64(q*(p3+float64(q*(p4+float64(q*p5)))))))))
	return (1 - ((lo - float64(r*c)/(2-c)) - hi)) * math.Float64frombits(uint64(int64(k)+1023)<<52)
}
